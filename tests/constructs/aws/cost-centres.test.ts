import { Template } from 'aws-cdk-lib/assertions';
import { App, Stack } from 'aws-cdk-lib/core';
import { expect, it } from 'vitest';
import { CostCentres } from '../../../constructs/aws/finance/cost-centres.js';

it('a cost category has a value for each cost centre, and one for the rest', () => {
  const stack = new Stack(new App(), 'Costs');
  new CostCentres(stack, 'Centres', { name: 'acme', workloads: { 'cc-1': ['a', 'b'], 'cc-2': ['shared'] }, otherwise: 'nobody' });
  const [category] = Object.values(Template.fromStack(stack).findResources('AWS::CE::CostCategory'));
  expect(category?.['Properties']).toMatchObject({ Name: 'acme', DefaultValue: 'nobody', RuleVersion: 'CostCategoryExpression.v1' });
  expect(JSON.parse(category?.['Properties'].Rules)).toEqual([
    { Type: 'REGULAR', Value: 'cc-1', Rule: { Tags: { Key: 'workload', Values: ['a', 'b'], MatchOptions: ['EQUALS'] } } },
    { Type: 'REGULAR', Value: 'cc-2', Rule: { Tags: { Key: 'workload', Values: ['shared'], MatchOptions: ['EQUALS'] } } },
  ]);
});
