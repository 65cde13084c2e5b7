import { describe, expect, it } from 'vitest';
import { both, commonFields } from '../../gateway/fields.js';
import type { FieldForm } from '../../runtime/gateway/forms/policy.js';

const messages = (roles: string[], parts: ('text' | 'image')[], toolCalls: boolean): FieldForm => ({ is: 'messages', roles, parts, toolCalls });

describe('what two servers mean alike by a field', () => {
  it.each<[string, FieldForm, FieldForm, FieldForm | undefined]>([
    ['the narrower of two ranges', { is: 'number', min: 0, max: 2 }, { is: 'number', min: 0.1, max: 1 }, { is: 'number', min: 0.1, max: 1 }],
    [
      'whole numbers where one server takes those alone',
      { is: 'number', min: 0.5, max: 2.5 },
      { is: 'integer', min: 0, max: 9 },
      { is: 'integer', min: 1, max: 2 },
    ],
    ['nothing of ranges apart', { is: 'integer', min: 0, max: 1 }, { is: 'integer', min: 2, max: 3 }, undefined],
    ['nothing of two kinds', { is: 'boolean' }, { is: 'integer', min: 0, max: 1 }, undefined],
    ['a switch', { is: 'boolean' }, { is: 'boolean' }, { is: 'boolean' }],
    ['the shorter text', { is: 'text', longest: 10 }, { is: 'text', longest: 4 }, { is: 'text', longest: 4 }],
    ['fewer and shorter texts', { is: 'texts', most: 4, longest: 10 }, { is: 'texts', most: 2, longest: 20 }, { is: 'texts', most: 2, longest: 10 }],
    ['nothing of a text and a list of texts', { is: 'text', longest: 10 }, { is: 'texts', most: 2, longest: 20 }, undefined],
    ['fewer tools', { is: 'tools', most: 128 }, { is: 'tools', most: 16 }, { is: 'tools', most: 16 }],
    [
      'the choices of both',
      { is: 'tool choice', values: ['none', 'required', 'named'] },
      { is: 'tool choice', values: ['auto', 'none'] },
      { is: 'tool choice', values: ['none'] },
    ],
    ['no choice that only one has', { is: 'tool choice', values: ['required'] }, { is: 'tool choice', values: ['auto'] }, undefined],
    ['the values of both', { is: 'one of', values: ['low', 'high'] }, { is: 'one of', values: ['high'] }, { is: 'one of', values: ['high'] }],
    [
      'the formats of both',
      { is: 'response format', kinds: ['text', 'json_schema'] },
      { is: 'response format', kinds: ['text'] },
      { is: 'response format', kinds: ['text'] },
    ],
    [
      'the roles of both, and calls where both take them',
      messages(['system', 'user', 'tool'], ['text', 'image'], true),
      messages(['user', 'system'], ['text'], false),
      messages(['system', 'user'], ['text'], false),
    ],
    ['nothing of messages without a common part', messages(['user'], ['image'], true), messages(['user'], ['text'], true), undefined],
    ['options of streams', { is: 'stream options' }, { is: 'stream options' }, { is: 'stream options' }],
  ])('is %s, whichever comes first', (_, a, b, common) => {
    expect(both(a, b)).toEqual(common);
    // Order within a list is that of the first; which values there are is not.
    expect(sorted(both(b, a))).toEqual(sorted(common));
  });
});

describe('fields of a route', () => {
  const seed: FieldForm = { is: 'integer', min: 0, max: 9 };

  it('are those that every server has, and none that only some know', () => {
    const [fleet, bedrock] = [
      { seed, n: seed, stop: { is: 'texts', most: 4, longest: 8 } } as const,
      { stop: { is: 'texts', most: 2, longest: 8 }, seed } as const,
    ];
    expect(commonFields([fleet, bedrock])).toEqual({ seed, stop: { is: 'texts', most: 2, longest: 8 } });
    expect(commonFields([fleet, bedrock, {}])).toEqual({});
    expect(commonFields([fleet])).toEqual(fleet);
  });

  it('are in the order of their names, and none without a server', () => {
    expect(Object.keys(commonFields([{ b: seed, a: seed }]))).toEqual(['a', 'b']);
    expect(commonFields([])).toEqual({});
  });
});

function sorted(form: FieldForm | undefined): unknown {
  return JSON.parse(JSON.stringify(form ?? null), (_, value) => (Array.isArray(value) ? [...value].sort() : value));
}
