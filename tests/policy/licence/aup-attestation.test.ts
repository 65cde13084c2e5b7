import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/licence/aup-attestation.js';
import { findings } from '../../support/findings.js';
import type { Edit } from '../../support/topologies.js';

const attested = '    subject: licence.accepted.llama-3-3\n';
const granted = (on: string, until: string): Edit => [
  'minutes of the AI board 2026-09-24\n    grantedBy: ai-board@acme.example\n    grantedOn: 2026-10-01\n    expires: 2027-09-30',
  `minutes of the AI board 2026-09-24\n    grantedBy: ai-board@acme.example\n    grantedOn: ${on}\n    expires: ${until}`,
];
const everyone = ['eu-production', 'global-assist', 'variable', 'grounded', 'development'].map((id) => `workloads.${id}`);

describe(rule.id, () => {
  it('accepts an attestation for every use of a licence version', () => {
    expect(findings(rule)).toEqual([]);
    expect(findings(rule, [], 'examples/transition.yaml')).toEqual([]);
  });

  it('asks for each item by name', () => {
    const found = findings(rule, [['"1.a.iv", "1.c", "1.d"', '"1.a.iv", "1.d"']]);
    expect(found.map(({ path }) => path)).toEqual(everyone);
    expect(found[0]).toMatchObject({
      severity: 'error',
      message: 'eu-production has no attestation as of 2026-11-24: of Llama 3.3, 1.c (unlawful discrimination).',
    });
  });

  it('counts an attestation for one use there alone', () => {
    const found = findings(rule, [[attested, '    subject: workloads.variable\n']]);
    expect(found.map(({ path }) => path)).toEqual(everyone.filter((path) => path !== 'workloads.variable'));
  });

  it('counts none for another licence version', () => {
    expect(findings(rule, [['      version: "3.3"', '      version: "3.1"']]).map(({ path }) => path)).toEqual(everyone);
    const one = findings(rule, [['subject: licence.accepted.llama-3-1', 'subject: licence.accepted.llama-3']], 'examples/transition.yaml');
    expect(one).toMatchObject([{ path: 'workloads.tickets', message: expect.stringMatching(/of Llama 3\.1, 1\.a\.iv/) }]);
  });

  it('counts one for a year, and none from the future or past its end', () => {
    expect(findings(rule, [granted('2025-11-24', '2027-09-30')])).toEqual([]);
    expect(findings(rule, [granted('2025-11-23', '2027-09-30')])[0]?.message).toContain('(approval acceptable-use is older than 365 days)');
    expect(findings(rule, [granted('2026-10-01', '2026-11-23')])[0]?.message).toContain('is not in force');
    expect(findings(rule, [granted('2026-11-25', '2027-09-30')])[0]?.message).toContain('is not in force');
  });

  it('does not take what a filter looks for as attested', () => {
    // The approval of a safeguard speaks of its host, not of a use.
    expect(findings(rule, [['"1.d", "1.e", "2.a"', '"1.d", "2.a"']]).map(({ path }) => path)).toEqual(everyone);
  });
});
