import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/contract/dpa.js';
import { topologyFindings } from '../../support/findings.js';
import { type Edit, topologies } from '../../support/topologies.js';

const without = (agreement: string): Edit => {
  const url = { 'edp-2026-001': 'aws.amazon.com/service-terms/', 'ea-2026-230': 'www.microsoft.com/licensing/terms/' }[agreement];
  const terms = `      termsUrl: https://${url}\n      reviewedOn: 2026-10-01\n`;
  return [`${terms}    addenda: [dpa]`, `${terms}    addenda: []`];
};

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, file) => {
    expect(topologyFindings(rule, [], file)).toEqual([]);
  });

  it('refuses a contract without one that carries data of customers, on nodes of your own too', () => {
    expect(topologyFindings(rule, [without('edp-2026-001')])).toMatchObject([
      {
        severity: 'error',
        file: 'topology.approvals.yaml',
        line: 16,
        path: 'contracts.aws-main.addenda',
        message:
          'aws-main has no dpa, and carries eu-production on eu-fleet; variable on us-bedrock. Allowed: addenda with dpa for customer and regulated data.',
      },
    ]);
  });

  it('asks for none where data is internal, unless a regime does', () => {
    expect(topologyFindings(rule, [without('ea-2026-230')])).toEqual([]);
    const regime: Edit = ['    budget: {usdPerMonth: 12000}\n    regimes: []', '    budget: {usdPerMonth: 12000}\n    regimes: [uk-gdpr]'];
    expect(topologyFindings(rule, [without('ea-2026-230'), regime])).toMatchObject([{ path: 'contracts.azure-main.addenda' }]);
  });
});
