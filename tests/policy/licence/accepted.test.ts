import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/licence/accepted.js';
import { topologyFindings } from '../../support/findings.js';
import { type Edit, topologies } from '../../support/topologies.js';

const file = 'examples/hosted-only.yaml';
const on = (day: string): Edit => ['      on: 2026-10-01', `      on: ${day}`];

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, name) => {
    expect(topologyFindings(rule, [], name)).toEqual([]);
  });

  it('refuses the licence of another version, at the model of the host, with clause and source', () => {
    expect(topologyFindings(rule, [['version: "3.3"', 'version: "3.1"']], file)).toMatchObject([
      {
        severity: 'error',
        path: 'hosts.us-bedrock.model',
        file,
        line: 38,
        message:
          'llama-3.3-70b-instruct comes under Llama 3.3, which nobody has accepted as of 2026-11-24: accepted are 3.1. ' +
          'Llama 3.3 Community License, preamble (facts/licences.yaml, llama-models). An engineering reading, not legal advice.',
      },
    ]);
  });

  it.each([
    ['2031-01-01', 'llama-3-3 is dated 2031-01-01'],
    ['2026-11-25', 'llama-3-3 is dated 2026-11-25'],
    ['2024-12-05', 'llama-3-3 is dated 2024-12-05, and the version is of 2024-12-06'],
  ])('does not count one dated %s', (day, why) => {
    expect(topologyFindings(rule, [on(day)], file)).toMatchObject([{ message: expect.stringContaining(`${why}. Llama 3.3`) }]);
  });

  it('counts one of the day', () => {
    expect(topologyFindings(rule, [on('2026-11-24')], file)).toEqual([]);
    expect(topologyFindings(rule, [on('2024-12-06')], file)).toEqual([]);
  });

  it('does not count one without the digest of the text', () => {
    const zeros = '0'.repeat(64);
    expect(topologyFindings(rule, [[`licenceSha256: "${zeros}"`, 'licenceSha256: none']], file)).toMatchObject([
      { message: expect.stringContaining('llama-3-3 has no digest of the licence text') },
    ]);
  });

  it('asks for the licence of a guard and of a model that takes over', () => {
    expect(topologyFindings(rule, [['version: "3.2"', 'version: "4"']], 'examples/sovereign.yaml').map(({ path }) => path)).toEqual(['hosts.screen.model']);
    expect(topologyFindings(rule, [['version: "3.1"', 'version: "4"']], 'examples/transition.yaml')).toMatchObject([
      { path: expect.stringMatching(/^hosts\..*\.transition\.next$/) },
    ]);
  });
});
