import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/cost/target.js';
import { topologyFindings } from '../../support/findings.js';
import { type Edit, topologies } from '../../support/topologies.js';

const notify = '  notify: [finops@acme.example]\n';
const target = (fraction: number): Edit => [notify, `${notify}  savingTarget: ${fraction}\n`];

describe(rule.id, () => {
  it.each(topologies)('holds %s to what it declares', (_, file) => expect(topologyFindings(rule, [], file)).toEqual([]));

  it('compares with the saving like for like', () => {
    const dear: Edit = [notify, `${notify}  savingTarget: 0.2\n  baseline: {inputUsdPerMillion: 2.65, outputUsdPerMillion: 3.5, evidence: invoice of 2024}\n`];
    expect(topologyFindings(rule, [dear])).toEqual([]);
    expect(topologyFindings(rule, [target(0.2)])).toMatchObject([
      {
        path: 'finance.savingTarget',
        severity: 'warning',
        message: 'The plan saves -130.8% against a baseline with the same discount. Allowed: 20.0% or more.',
      },
    ]);
  });
});
