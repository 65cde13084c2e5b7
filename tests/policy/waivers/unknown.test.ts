import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/waivers/unknown.js';
import { findingsWith, of, waiver } from './waived.js';

describe(rule.id, () => {
  it('accepts names that exist', () => {
    expect(of(rule, findingsWith(rule, [waiver(), waiver({ path: 'workloads.variable' })]))).toEqual([]);
  });

  it.each([
    ['rule', waiver({ rule: 'tags/requird' }), 'There is no rule tags/requird. Did you mean "tags/required"?'],
    ['path', waiver({ path: 'workloads.variabel' }), 'The topology has no workloads.variabel.'],
    [
      'subject',
      waiver({ subject: 'acme-prod-aws-identity/Role' }),
      'finds nothing about acme-prod-aws-identity/Role. It does about workloads.variable.route[0]',
    ],
  ])('finds a %s that exists nowhere, with what does', (field, entry, message) => {
    expect(of(rule, findingsWith(rule, [entry]))).toMatchObject([
      { severity: 'error', path: `waivers[0].${field}`, file: 'topology.waivers.yaml', line: 3, message: expect.stringContaining(message) },
    ]);
  });

  it('wants one of several findings at a place named: a waiver silences one', () => {
    const messages = ['one', 'other'];
    const open = findingsWith(rule, [waiver()], { messages });
    expect(of(rule, open)).toHaveLength(1);
    const [first] = open.filter(({ message }) => message === 'one');
    const named = findingsWith(rule, [waiver({ subject: first?.subject ?? '' })], { messages });
    expect(named.map(({ message, waivedBy }) => [message, waivedBy])).toEqual(
      expect.arrayContaining([
        ['one', 'finance'],
        ['other', undefined],
      ]),
    );
    expect(of(rule, named)).toEqual([]);
  });
});
