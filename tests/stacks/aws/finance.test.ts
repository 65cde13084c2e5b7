import { describe, expect, it } from 'vitest';
import { evidenceOf, written } from '../../support/synthesized.js';
import { topologies, topologyWith } from '../../support/topologies.js';

/** Name, amount and tag of each budget of a stack. */
const budgetsOf = (stack: string) =>
  Object.values(written(stack).Resources)
    .filter(({ Type }) => Type === 'AWS::Budgets::Budget')
    .map(({ Properties: { Budget } }) => [Budget.BudgetName, Budget.BudgetLimit.Amount, Budget.FilterExpression.Tags.Values]);

describe('the finance stack', () => {
  it('is in us-east-1, where AWS keeps budgets, once for each account in which something costs money', () => {
    const stacks = topologies.flatMap(([, file]) => evidenceOf(topologyWith([], file)).aws ?? []).filter(({ name }) => name.endsWith('-aws-finance'));
    expect(stacks.map(({ name, region }) => `${name} in ${region}`)).toEqual([
      'acme-prod-aws-finance in us-east-1',
      'acme-supply-aws-finance in us-east-1',
      'hosted-hosted-aws-finance in us-east-1',
      'sovereign-sealed-aws-finance in us-east-1',
      'maverick-serving-aws-finance in us-east-1',
      'maverick-supply-aws-finance in us-east-1',
      'eu-import-frankfurt-aws-finance in us-east-1',
      'eu-import-supply-aws-finance in us-east-1',
      'handover-desk-aws-finance in us-east-1',
      'relay-frankfurt-aws-finance in us-east-1',
      'retail-core-aws-finance in us-east-1',
      'eu-gce-frankfurt-aws-finance in us-east-1',
      'us-nd-virginia-aws-finance in us-east-1',
      'nordic-app-aws-finance in us-east-1',
      'nordic-supply-aws-finance in us-east-1',
      'lake-core-aws-finance in us-east-1',
      'afar-core-aws-finance in us-east-1',
      'tuned-serve-aws-finance in us-east-1',
      'tuned-supply-aws-finance in us-east-1',
      'group-core-aws-finance in us-east-1',
      'group-supply-aws-finance in us-east-1',
      'engage24-prod-aws-finance in us-east-1',
      'engage24-supply-aws-finance in us-east-1',
      'brought-platform-aws-finance in us-east-1',
    ]);
  });

  it('holds a budget for each workload that a host of its account serves', () => {
    expect(budgetsOf('prod-aws-finance')).toEqual([
      ['acme-eu-production', 340000, ['eu-production']],
      ['acme-global-assist', 190000, ['global-assist']],
      ['acme-variable', 140000, ['variable']],
      ['acme-shared', 520000, ['shared']],
    ]);
  });

  it('holds one of what is shared in an account that serves nobody', () => {
    expect(budgetsOf('supply-aws-finance')).toEqual([['acme-shared', 900, ['shared']]]);
  });

  it('is not made while nothing in it has an amount', () => {
    const edits = [[', supply: {usdPerMonth: 900}', '']] as const;
    expect((evidenceOf(topologyWith(edits)).aws ?? []).map(({ name }) => name)).not.toContain('acme-supply-aws-finance');
  });
});
