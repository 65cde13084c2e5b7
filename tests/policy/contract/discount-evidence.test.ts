import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/contract/discount-evidence.js';
import { topologyFindings } from '../../support/findings.js';
import { type Edit, topologies } from '../../support/topologies.js';

const file = 'examples/hosted-only.yaml';
const discount = (fields: string): Edit => ['    discount: none', `    discount: {${fields}}`];

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, name) => {
    expect(topologyFindings(rule, [], name)).toEqual([]);
  });

  it.each(['none', '""', 'TBD', 'n/a', '"?"', 'to be confirmed', '...'].filter((text) => text !== '""'))('refuses %s as evidence, at its line', (evidence) => {
    expect(topologyFindings(rule, [discount(`fraction: 0.3, scope: [bedrock], evidence: ${evidence}`)], file)).toMatchObject([
      {
        severity: 'error',
        path: 'contracts.aws-main.discount.evidence',
        file: 'examples/hosted-only.approvals.yaml',
        message: expect.stringContaining('A discount of 30 %'),
      },
    ]);
  });

  it('accepts a clause, and asks for none where nothing is taken off', () => {
    expect(topologyFindings(rule, [discount('fraction: 0.3, scope: [bedrock], evidence: "annex B, table 2"')], file)).toEqual([]);
    expect(topologyFindings(rule, [discount('fraction: 0, scope: [bedrock], evidence: none')], file)).toEqual([]);
  });

  it('asks the same of committed rates and of indemnity', () => {
    const rate: Edit = [
      '    discount: none',
      '    discount: none\n    commitments: {p5: {instanceType: p5.48xlarge, count: 1, usdPerHour: 9, start: 2026-01-01, end: 2028-12-31, evidence: pending}}',
    ];
    expect(topologyFindings(rule, [rate], file)).toMatchObject([{ path: 'contracts.aws-main.commitments.p5.evidence' }]);
    const indemnity: Edit = ['{covered: false, evidence: none}', '{covered: true, evidence: none}'];
    expect(topologyFindings(rule, [indemnity], file)).toMatchObject([{ path: 'contracts.aws-main.indemnification.evidence' }]);
  });
});
