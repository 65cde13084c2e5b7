import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/residency/regime-zone.js';
import { topologyFindings } from '../../support/findings.js';
import { type Edit, topologies } from '../../support/topologies.js';

/** Customers in North America, on Bedrock in us-east-2. */
const variable = (regime: string): Edit => [
  '    budget: {usdPerMonth: 140000}\n    regimes: []',
  `    budget: {usdPerMonth: 140000}\n    regimes: [${regime}]`,
];
const transfer = (expires: string): Edit => [
  'approvals:\n',
  `approvals:\n  moved: {kind: transfer, subject: workloads.variable, reference: standard contractual clauses of 2026-03-01, grantedBy: dpo@acme.example, grantedOn: 2026-10-01, expires: ${expires}}\n`,
];

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, file) => {
    expect(topologyFindings(rule, [], file)).toEqual([]);
  });

  it('refuses a zone outside the jurisdictions of a regime, at its line', () => {
    expect(topologyFindings(rule, [variable('gdpr')])).toMatchObject([
      {
        severity: 'error',
        path: 'workloads.variable.zone',
        file: 'topology.yaml',
        message: expect.stringMatching(
          /^variable falls under gdpr, and zone us admits US\. Allowed: EEA\. gdpr: articles 28\(3\), 32 and 44 to 49 .*not legal advice\.$/,
        ),
      },
    ]);
  });

  it('lets it go there once the transfer is approved, and only as long', () => {
    expect(topologyFindings(rule, [variable('gdpr'), transfer('2027-09-30')])).toEqual([]);
    expect(topologyFindings(rule, [variable('gdpr'), transfer('2026-11-23')])[0]?.message).toContain('Approval moved is not in force.');
  });

  it('knows regimes that no approval moves, and the partition that they want', () => {
    const europe: Edit = ['    budget: {usdPerMonth: 110000}\n    regimes: [gdpr]', '    budget: {usdPerMonth: 110000}\n    regimes: [fedramp-high]'];
    expect(topologyFindings(rule, [europe]).map(({ severity, path }) => [severity, path])).toEqual([
      ['fatal', 'workloads.grounded.zone'],
      ['fatal', 'workloads.grounded.route[0]'],
    ]);
    expect(topologyFindings(rule, [variable('fedramp-high')])).toMatchObject([
      { severity: 'fatal', path: 'workloads.variable.route[0]', message: expect.stringMatching(/and us-bedrock is in aws\. Allowed: aws-us-gov\./) },
    ]);
  });

  it('names every country when a zone is open', () => {
    const open: Edit = ['    budget: {usdPerMonth: 190000}\n    regimes: []', '    budget: {usdPerMonth: 190000}\n    regimes: [uk-gdpr]'];
    expect(topologyFindings(rule, [open])).toMatchObject([{ message: expect.stringContaining('zone any admits every country. Allowed: GB, EEA.') }]);
  });
});
