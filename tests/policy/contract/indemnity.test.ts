import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/contract/indemnity.js';
import { topologyFindings } from '../../support/findings.js';
import { type Edit, topologies } from '../../support/topologies.js';

const needs = (budget: number, regimes = ''): Edit => [
  `budget: {usdPerMonth: ${budget}}\n    regimes: [${regimes}]\n    terms: {retentionDays: 0, indemnity: false`,
  `budget: {usdPerMonth: ${budget}}\n    regimes: [${regimes}]\n    terms: {retentionDays: 0, indemnity: true`,
];
const tail = '    priceProtectedUntil: 2028-12-31\n    indemnification: {covered: false, evidence: none}\n    slaAvailability: none\n  google-main';
const covered = (evidence: string): Edit => [tail, tail.replace('{covered: false, evidence: none}', `{covered: true, evidence: ${evidence}}`)];

describe(rule.id, () => {
  it.each(topologies)('accepts %s: nobody there needs one', (_, file) => {
    expect(topologyFindings(rule, [], file)).toEqual([]);
  });

  it('refuses a hosted model that no term covers', () => {
    expect(topologyFindings(rule, [needs(140_000)])).toMatchObject([
      {
        severity: 'error',
        path: 'contracts.aws-main.indemnification',
        message: expect.stringMatching(
          /^variable needs indemnity, and aws-main of us-bedrock covers none: the indemnified list names Amazon models;.*facts\/lifecycle\.yaml/,
        ),
      },
    ]);
  });

  it('takes a clause that was negotiated, and none that cannot be shown', () => {
    expect(topologyFindings(rule, [needs(140_000), covered('"annex D, section 4"')])).toEqual([]);
    expect(topologyFindings(rule, [needs(140_000), covered('tbd')])).toMatchObject([{ message: expect.stringContaining('has no evidence of it') }]);
  });

  it('takes no clause for weights that you run yourself', () => {
    expect(topologyFindings(rule, [needs(340_000, 'gdpr'), covered('"annex D, section 4"')])).toMatchObject([
      { path: 'workloads.eu-production.terms.indemnity', message: expect.stringContaining('eu-fleet runs weights of your own') },
    ]);
  });
});
