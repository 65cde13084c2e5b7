import { describe, expect, it } from 'vitest';
import { hostsOn } from '../../../hosts/select.js';
import { evidenceOf, written } from '../../support/synthesized.js';
import { topologies, topologyWith } from '../../support/topologies.js';

/** Name, amount and tag of each budget of a stack. */
const budgetsOf = (stack: string) =>
  Object.values(written(stack).Resources)
    .filter(({ Type }) => Type === 'AWS::Budgets::Budget')
    .map(({ Properties: { Budget } }) => [Budget.BudgetName, Budget.BudgetLimit.Amount, Budget.FilterExpression.Tags.Values]);

describe('the finance stack', () => {
  it('is in us-east-1, where AWS keeps budgets, once for each account in which something costs money', () => {
    for (const [, file] of topologies) {
      const { topology } = topologyWith([], file);
      const stacks = (evidenceOf(topologyWith([], file)).aws ?? []).filter(({ name }) => name.endsWith('-aws-finance'));
      expect(stacks.map(({ region }) => region)).toEqual(stacks.map(() => 'us-east-1'));
      const names = stacks.map(({ name }) => name);
      expect(names).toEqual([...new Set(names)]);
      const serving = hostsOn(topology, 'aws').map(([, { account }]) => `${topology.name}-${account}-aws-finance`);
      expect(names).toEqual(expect.arrayContaining(serving));
    }
    // The account that brings weights in serves nothing, and costs money.
    const reference = (evidenceOf(topologyWith()).aws ?? []).map(({ name }) => name).filter((name) => name.endsWith('-aws-finance'));
    expect(reference).toEqual(['acme-prod-aws-finance', 'acme-supply-aws-finance']);
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
