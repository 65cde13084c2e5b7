import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/contract/regime-terms.js';
import { topologyFindings } from '../../support/findings.js';
import { type Edit, topologies } from '../../support/topologies.js';

/** Overflow of global-assist goes to Bedrock, which is under the same contract; variable is on Bedrock alone. */
const dora: Edit = ['    budget: {usdPerMonth: 140000}\n    regimes: []', '    budget: {usdPerMonth: 140000}\n    regimes: [dora]'];
const aws = '      termsUrl: https://aws.amazon.com/service-terms/\n      reviewedOn: 2026-10-01\n    addenda: [dpa]';
const signed: Edit = [aws, aws.replace('[dpa]', '[dpa, dora]')];
const block = (sla: string): Edit => [
  `${aws}\n    discount: none\n    deprecationNoticeDays: 180\n    parallelAvailabilityDays: 90\n    priceProtectedUntil: 2028-12-31\n    indemnification: {covered: false, evidence: none}\n    slaAvailability: none`,
  `${aws.replace('[dpa]', '[dpa, dora]')}\n    discount: none\n    deprecationNoticeDays: 180\n    parallelAvailabilityDays: none\n    priceProtectedUntil: 2028-12-31\n    indemnification: {covered: false, evidence: none}\n    slaAvailability: ${sla}`,
];

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, file) => {
    expect(topologyFindings(rule, [], file)).toEqual([]);
  });

  it('names each term and addendum that the contract of a host lacks, and the articles', () => {
    const found = topologyFindings(rule, [dora]);
    expect(found.map(({ path }) => path)).toEqual(['contracts.aws-main.addenda', 'contracts.aws-main.slaAvailability']);
    expect(found[0]?.message).toMatch(/^variable falls under dora and reaches us-bedrock, whose contract aws-main has no dora\. dora: articles 28 and 30/);
  });

  it('is satisfied by the contract alone', () => {
    expect(topologyFindings(rule, [dora, signed]).map(({ path }) => path)).toEqual(['contracts.aws-main.slaAvailability']);
    expect(topologyFindings(rule, [dora, block('0.999')]).map(({ path }) => path)).toEqual(['contracts.aws-main.parallelAvailabilityDays']);
  });

  it('looks at every host of a route', () => {
    const mixed: Edit = ['    route: [grounding]', '    route: [grounding, us-bedrock]'];
    const grounded: Edit = ['    budget: {usdPerMonth: 110000}\n    regimes: [gdpr]', '    budget: {usdPerMonth: 110000}\n    regimes: [dora]'];
    const found = topologyFindings(rule, [mixed, grounded, signed]);
    expect(found.map(({ path }) => path)).toEqual([
      'contracts.aws-main.slaAvailability',
      'contracts.google-main.addenda',
      'contracts.google-main.slaAvailability',
    ]);
  });
});
