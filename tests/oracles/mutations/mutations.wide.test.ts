import { describe, expect, it } from 'vitest';
import { cloudFormationStack } from '../../../evidence/synthesized/stack.js';
import type { Rule } from '../../../policy/rule.js';
import { evidenceOf } from '../../support/synthesized.js';
import { asOf, topologies, topologyWith } from '../../support/topologies.js';
import { mutatedDocument, mutatedEvidence } from './apply.js';
import { chosen, type Mutation } from './chosen.js';
import { Judge } from './judged.js';
import { type Edit, harmless, type Kind, real, removed } from './kind.js';
import { kinds } from './kinds.js';
import { rows } from './places.js';
import { bar, type Judged, table } from './table.js';

const evidences = topologies.map(([, file]) => evidenceOf(topologyWith([], file)));

/** Mutations of a kind in the first topology that has some. */
function firstOf(kind: Kind): readonly Mutation[] {
  for (const evidence of evidences) {
    const found = chosen(kind, evidence, 4);
    if (found.length > 0) return found;
  }
  return [];
}

describe('kinds of mutations', () => {
  it('have names of their own, and both verdicts', () => {
    expect(new Set(kinds.map(({ name }) => name)).size).toBe(kinds.length);
    expect(kinds.filter(({ verdict }) => verdict === 'real').length).toBeGreaterThanOrEqual(50);
    expect(kinds.filter(({ verdict }) => verdict === 'harmless').length).toBeGreaterThanOrEqual(13);
  });

  it.each(kinds.map((kind) => [kind.name, kind] as const))('%s is made somewhere and changes what it is made in', (_, kind) => {
    const found = firstOf(kind);
    expect(found.length).toBeGreaterThan(0);
    for (const { stack, edit } of found) {
      if (edit.absent === true || edit.facts !== undefined) continue;
      const before = JSON.stringify(stack.document);
      const after = JSON.stringify(mutatedDocument(stack.document, edit));
      expect(after, JSON.stringify(edit.at)).not.toBe(before);
      expect(JSON.stringify(stack.document)).toBe(before);
    }
  });

  it('are drawn alike every time', () => {
    const [kind] = kinds;
    const [evidence] = evidences;
    if (kind === undefined || evidence === undefined) throw new Error('nothing to draw from');
    const draw = () => chosen(kind, evidence, 5).map(({ stack, edit }) => [stack.name, edit.at]);
    expect(draw()).toEqual(draw());
    expect(draw()).toHaveLength(5);
  });
});

const stack = cloudFormationStack(
  { name: 'one', account: '111122223333', region: 'eu-north-1' },
  {
    Resources: {
      Bucket: { Type: 'AWS::S3::Bucket', DeletionPolicy: 'Retain', Properties: { Rules: [{ Key: 'a', Days: 1 }, { Key: 'b' }], Names: ['x'] } },
      Queue: { Type: 'AWS::SQS::Queue', Properties: {} },
    },
  },
  {},
);

describe('a row', () => {
  const of = (path: string, to: unknown, type = 'AWS::S3::Bucket'): Edit[] => [...rows([type, path, to])(stack)];

  it.each<[string, unknown, readonly (readonly (string | number)[])[]]>([
    [
      'Rules/Days',
      2,
      [
        ['Rules', 0, 'Days'],
        ['Rules', 1, 'Days'],
      ],
    ],
    ['Rules/Days', 1, [['Rules', 1, 'Days']]],
    ['Rules/Days', removed, [['Rules', 0, 'Days']]],
    ['Rules/Key=b/Days', 2, [['Rules', 1, 'Days']]],
    [
      'Rules/*',
      removed,
      [
        ['Rules', 0],
        ['Rules', 1],
      ],
    ],
    ['Names/+', 'y', [['Names', 1]]],
    ['Added', true, [['Added']]],
    ['Missing/Days', 2, []],
    ['Missing', removed, []],
    ['Names', (before: unknown) => (before === undefined ? true : undefined), []],
  ])('finds %s', (path, to, places) => {
    expect(of(path, to).map(({ at }) => at)).toEqual(places.map((place) => ['Resources', 'Bucket', 'Properties', ...place]));
  });

  it('reaches a whole resource, every type and the document', () => {
    expect(of('^/DeletionPolicy', 'Delete').map(({ at }) => at)).toEqual([['Resources', 'Bucket', 'DeletionPolicy']]);
    expect(of('Added', true, '*aws')).toHaveLength(2);
    expect(of('Added', true, '*terraform')).toHaveLength(0);
    expect(of('Conditions/Never', true, '@aws')).toEqual([{ at: ['Conditions', 'Never'], to: true }]);
    expect(of('Conditions/Never', true, '@google')).toEqual([]);
  });
});

it('an edit sets, adds, takes away and leaves the original alone', () => {
  const document = { a: [1, 2], b: { c: 3 } };
  expect(mutatedDocument(document, { at: ['a', 0], to: removed })).toEqual({ a: [2], b: { c: 3 } });
  expect(mutatedDocument(document, { at: ['b', 'c'], to: removed })).toEqual({ a: [1, 2], b: {} });
  expect(mutatedDocument(document, { at: ['d', 'e'], to: 4 })).toEqual({ a: [1, 2], b: { c: 3 }, d: { e: 4 } });
  expect(document).toEqual({ a: [1, 2], b: { c: 3 } });
});

describe('a mutation', () => {
  const rule = (severity: Rule['severity'], wrong: (type: string) => boolean): Rule => ({
    id: `state/${severity}`,
    severity,
    title: '',
    why: '',
    fix: '',
    *stack({ resources, region }) {
      if (region === 'us-west-2') throw new TypeError('broken');
      for (const resource of resources) if (wrong(resource.type)) yield { path: 'name', resource, message: `${resource.type} is wrong` };
    },
  });
  const types = (type: string): Edit => ({ at: ['Resources', 'Queue', 'Type'], to: type });
  const judge = new Judge(
    [rule('warning', (type) => type === 'AWS::B'), rule('error', (type) => ['AWS::A', 'AWS::S3::Bucket'].includes(type))],
    topologyWith(),
    asOf,
    { aws: [stack] },
  );
  const said = (edit: Edit) => judge.answer(mutatedEvidence({ aws: [stack] }, stack, edit)).said;

  it('is judged by what the original does not bring', () => {
    expect(said(types('AWS::A'))).toBe('refused');
    expect(said(types('AWS::B'))).toBe('warned');
    expect(said(types('AWS::C'))).toBe('nothing');
    expect(said({ at: [], to: undefined, absent: true })).toBe('nothing');
    expect(said({ at: [], to: undefined, facts: { region: 'us-west-2' } })).toBe('broke');
  });
});

describe('the bar', () => {
  const judged = (count: number, verdict: 'real' | 'harmless', answer: Judged['answer']['said']): Judged[] =>
    Array.from({ length: count }, () => ({
      topology: 'reference',
      mutation: { kind: verdict === 'real' ? real('a fault') : harmless('a change'), stack, edit: { at: ['Description'], to: 'x' } },
      answer: answer === 'nothing' ? { said: answer } : { said: answer, rule: 'a/b', message: 'text' },
    }));

  it('is met by 99 of 100 faults, and missed by 98, by a false alarm, by a rule that breaks or by few mutations', () => {
    const many = judged(1000, 'harmless', 'nothing');
    expect(bar([...many, ...judged(99, 'real', 'refused'), ...judged(1, 'real', 'nothing')])).toEqual([]);
    expect(bar([...many, ...judged(98, 'real', 'refused'), ...judged(2, 'real', 'nothing')])).toHaveLength(1);
    expect(bar([...many, ...judged(100, 'real', 'refused'), ...judged(1, 'harmless', 'warned')])).toHaveLength(1);
    expect(bar([...many, ...judged(100, 'real', 'refused'), ...judged(1, 'real', 'broke')])).toHaveLength(1);
    expect(bar(judged(999, 'real', 'refused'))).toHaveLength(1);
  });

  it('has a table by kind and topology', () => {
    const lines = table([...judged(2, 'real', 'refused'), ...judged(1, 'real', 'nothing'), ...judged(1, 'harmless', 'nothing')]).map((line) =>
      line.trim().split(/\s{2,}/),
    );
    expect(lines).toContainEqual(['real', 'a fault', '3', '2', '0', '1', '0']);
    expect(lines).toContainEqual(['harmless', 'a change', '1', '0', '0', '1', '0']);
    expect(lines).toContainEqual(['real', 'reference', '3', '2', '0', '1', '0']);
  });
});
