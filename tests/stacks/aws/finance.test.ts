import { describe, expect, it } from 'vitest';
import { evidenceOf, written } from '../../support/synthesized.js';
import { topologies, topologyWith } from '../../support/topologies.js';

describe('the finance stack', () => {
  it('is in us-east-1, where AWS keeps budgets, once for each account with workloads that have one', () => {
    const stacks = topologies.flatMap(([, file]) => evidenceOf(topologyWith([], file)).aws ?? []).filter(({ name }) => name.endsWith('-aws-finance'));
    expect(stacks.map(({ name, region }) => `${name} in ${region}`)).toEqual([
      'acme-prod-aws-finance in us-east-1',
      'hosted-hosted-aws-finance in us-east-1',
      'sovereign-sealed-aws-finance in us-east-1',
      'maverick-serving-aws-finance in us-east-1',
      'eu-import-frankfurt-aws-finance in us-east-1',
      'handover-desk-aws-finance in us-east-1',
      'nordic-app-aws-finance in us-east-1',
    ]);
  });

  it('holds a budget for each workload that a host of its account serves', () => {
    const budgets = Object.values(written('aws-finance').Resources).filter(({ Type }) => Type === 'AWS::Budgets::Budget');
    expect(budgets.map(({ Properties }) => [Properties.Budget.BudgetName, Properties.Budget.BudgetLimit.Amount])).toEqual([
      ['acme-eu-production', 340000],
      ['acme-global-assist', 190000],
      ['acme-variable', 80000],
    ]);
  });
});
