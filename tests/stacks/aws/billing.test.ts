import { describe, expect, it } from 'vitest';
import { type Json, resourceOf } from '../../support/documents.js';
import { evidenceOf, written } from '../../support/synthesized.js';
import { topologies, topologyWith } from '../../support/topologies.js';

const template: Json = written('management-aws-billing');

describe('the stack of the account that receives the bill', () => {
  it('is there where the topology names that account, where AWS keeps budgets', () => {
    const stacks = topologies.flatMap(([, file]) => evidenceOf(topologyWith([], file)).aws ?? []).filter(({ name }) => name.endsWith('-aws-billing'));
    expect(stacks.map(({ name, region }) => `${name} in ${region}`)).toEqual([
      'acme-management-aws-billing in us-east-1',
      'maverick-management-aws-billing in us-east-1',
      'nordic-management-aws-billing in us-east-1',
    ]);
  });

  it('groups the bill by cost centre out of the tag of workloads', () => {
    const { Rules, DefaultValue } = resourceOf(template, 'AWS::CE::CostCategory');
    const centres = JSON.parse(Rules).map(({ Value, Rule }: Json) => [Value, Rule.Tags.Key, Rule.Tags.Values]);
    expect(centres).toEqual([
      ['cc-4700', 'workload', ['shared']],
      ['cc-4711', 'workload', ['development', 'eu-production']],
      ['cc-4712', 'workload', ['global-assist']],
      ['cc-4713', 'workload', ['variable']],
      ['cc-4714', 'workload', ['grounded']],
    ]);
    expect(DefaultValue).toBe('unattributed');
  });

  it('watches each workload and each cost centre, and tells finance', () => {
    const monitors = Object.values<Json>(template.Resources).filter(({ Type }) => Type === 'AWS::CE::AnomalyMonitor');
    expect(monitors.map(({ Properties }) => [Properties.MonitorDimension, JSON.parse(Properties.MonitorSpecification)])).toEqual([
      ['TAG', { Tags: { Key: 'workload' } }],
      ['COST_CATEGORY', { CostCategories: { Key: 'acme-cost-centre' } }],
    ]);
    const { Subscribers, MonitorArnList, ThresholdExpression } = resourceOf(template, 'AWS::CE::AnomalySubscription');
    expect([Subscribers, MonitorArnList.length]).toEqual([[{ Address: 'finops@acme.example', Type: 'EMAIL' }], 2]);
    expect(JSON.parse(ThresholdExpression).Dimensions.Values).toEqual(['100']);
  });
});
