import { describe, expect, it } from 'vitest';
import { type Json, resourceOf } from '../../support/documents.js';
import { evidenceOf } from '../../support/synthesized.js';
import { topologyWith } from '../../support/topologies.js';

const model = 'meta.llama3-3-70b-instruct-v1:0';

function template(file = 'topology.yaml', region = 'us-east-2'): Json {
  return evidenceOf(topologyWith([], file)).aws?.find(({ name }) => name.endsWith(`aws-lifecycle-${region}`))?.document;
}

describe('watching the lifecycle of models', () => {
  const alarms: Json[] = Object.values<Json>(template().Resources)
    .filter(({ Type, Properties }) => Type === 'AWS::CloudWatch::Alarm' && Properties.Namespace !== 'AWS/SQS')
    .map(({ Properties }) => Properties);

  it('asks for the models that are called in the region, and may read no other', () => {
    const input = JSON.parse(resourceOf(template(), 'AWS::Scheduler::Schedule').Target.Input);
    expect(input).toMatchObject({ models: [model], noticeDays: 180 });
    const documents = Object.values<Json>(template().Resources).filter(({ Type }) => Type === 'AWS::IAM::ManagedPolicy');
    const statements = documents.flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
    const resources = statements.filter(({ Action }) => Action === 'bedrock:GetFoundationModel').map(({ Resource }) => JSON.stringify(Resource));
    expect(resources).toEqual([expect.stringContaining(`bedrock:us-east-2::foundation-model/${model}`)]);
  });

  it('alarms on the very metric that the check writes', () => {
    const { namespace, topology, models } = JSON.parse(resourceOf(template(), 'AWS::Scheduler::Schedule').Target.Input);
    for (const alarm of alarms) {
      expect([alarm.Namespace, alarm.MetricName]).toEqual([namespace, 'Leaving']);
      expect(alarm.Dimensions).toEqual([
        { Name: 'Model', Value: models[0] },
        { Name: 'Topology', Value: topology },
      ]);
    }
  });

  it('tells apart a model that leaves and a check that is silent, and tells people of both', () => {
    const [leaving, unchecked] = [alarms.find(({ Statistic }) => Statistic === 'Maximum'), alarms.find(({ Statistic }) => Statistic === 'SampleCount')];
    expect(leaving).toMatchObject({ Threshold: 1, ComparisonOperator: 'GreaterThanOrEqualToThreshold', TreatMissingData: 'ignore' });
    expect(unchecked).toMatchObject({ Threshold: 1, ComparisonOperator: 'LessThanThreshold', TreatMissingData: 'breaching' });
    expect(alarms.map(({ AlarmActions }) => AlarmActions.length)).toEqual([1, 1]);
  });

  it('exists where models are called, not where a profile may process them, and not without Bedrock', () => {
    expect(template('examples/us-maverick.yaml', 'us-west-2')).toBeUndefined();
    expect(template('examples/sovereign.yaml')).toBeUndefined();
  });
});
