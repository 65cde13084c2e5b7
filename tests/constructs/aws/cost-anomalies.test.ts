import { Template } from 'aws-cdk-lib/assertions';
import { App, Stack } from 'aws-cdk-lib/core';
import { expect, it } from 'vitest';
import { CostAnomalies } from '../../../constructs/aws/finance/cost-anomalies.js';
import { CostCentres } from '../../../constructs/aws/finance/cost-centres.js';

it('monitors of all workloads and all cost centres tell the same people, from an amount on', () => {
  const stack = new Stack(new App(), 'Costs');
  const { category } = new CostCentres(stack, 'Centres', { name: 'acme-centre', workloads: { 'cc-1': ['a'] }, otherwise: 'nobody' });
  new CostAnomalies(stack, 'Anomalies', { name: 'acme', costCentres: category, usd: 250, notify: ['a@acme.example', 'b@acme.example'] });
  const template = Template.fromStack(stack);
  const monitors = Object.entries(template.findResources('AWS::CE::AnomalyMonitor'));
  expect(monitors.map(([, { Properties }]) => Properties.MonitorType)).toEqual(['DIMENSIONAL', 'DIMENSIONAL']);
  const [subscription] = Object.values(template.findResources('AWS::CE::AnomalySubscription'));
  expect(subscription?.['Properties']).toMatchObject({
    Frequency: 'DAILY',
    MonitorArnList: monitors.map(([id]) => ({ Ref: id })),
    Subscribers: [{ Address: 'a@acme.example' }, { Address: 'b@acme.example' }],
  });
  expect(JSON.parse(subscription?.['Properties'].ThresholdExpression).Dimensions).toEqual({
    Key: 'ANOMALY_TOTAL_IMPACT_ABSOLUTE',
    MatchOptions: ['GREATER_THAN_OR_EQUAL'],
    Values: ['250'],
  });
});
