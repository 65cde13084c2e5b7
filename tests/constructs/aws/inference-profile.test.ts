import { describe, expect, it } from 'vitest';
import { propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const bedrock = written('aws-bedrock-us-bedrock');

describe('an inference profile', () => {
  it('is of one workload, and copies from the model of its own region', () => {
    expect(propertiesOf(bedrock, 'WorkloadsvariableProfile')).toMatchObject({
      InferenceProfileName: 'acme-variable-us-bedrock',
      ModelSource: { CopyFrom: 'arn:aws:bedrock:us-east-2::foundation-model/meta.llama3-3-70b-instruct-v1:0' },
    });
  });

  it('is invoked with its guardrail and from its network only', () => {
    const [statement] = propertiesOf(bedrock, 'WorkloadsvariableInvoke').PolicyDocument.Statement;
    expect(statement.Action).toEqual(['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream']);
    expect(statement.Condition.StringEquals['bedrock:GuardrailIdentifier']['Fn::Join'][1]).toEqual([
      { 'Fn::GetAtt': [expect.stringMatching(/^Guardrail/), 'GuardrailArn'] },
      ':',
      { 'Fn::GetAtt': [expect.stringMatching(/^GuardrailVersion/), 'Version'] },
    ]);
    expect(statement.Condition.StringEquals['aws:SourceVpc']).toEqual({ Ref: expect.stringContaining('networkusvpcid') });
  });
});
