import { describe, expect, it } from 'vitest';
import { type Json, propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

describe('the stack of a Bedrock host', () => {
  it('is in the region of the host, and holds a profile and a right for each workload on its route', () => {
    const bedrock = written('aws-bedrock-us-bedrock');
    const of = (type: string) => Object.values(bedrock.Resources).filter(({ Type }) => Type === type);
    expect(of('AWS::Bedrock::ApplicationInferenceProfile').map(({ Properties }) => Properties.InferenceProfileName)).toEqual([
      'acme-global-assist-us-bedrock',
      'acme-variable-us-bedrock',
    ]);
    expect(of('AWS::IAM::ManagedPolicy').map(({ Properties }) => Properties.Roles)).toEqual([
      ['llama-platform-acme-global-assist'],
      ['llama-platform-acme-variable'],
    ]);
    expect(of('AWS::Bedrock::Guardrail')).toHaveLength(1);
  });

  it('of a cross-region host copies from the system profile of its account', () => {
    const profiles = Object.values(written('aws-bedrock-us-bedrock', 'examples/us-maverick.yaml').Resources).filter(({ Type }) =>
      Type.endsWith('InferenceProfile'),
    );
    expect(profiles.map(({ Properties }) => Properties.ModelSource.CopyFrom)).toEqual([
      'arn:aws:bedrock:us-east-2:444455556666:inference-profile/us.meta.llama4-maverick-17b-instruct-v1:0',
      'arn:aws:bedrock:us-east-2:444455556666:inference-profile/us.meta.llama4-maverick-17b-instruct-v1:0',
    ]);
  });

  it('of a host whose organization enforces a guardrail has no weaker one in front', () => {
    const guardrail = propertiesOf(written('aws-bedrock-us-bedrock', 'examples/us-maverick.yaml'), 'Guardrail');
    expect(guardrail.SensitiveInformationPolicyConfig.PiiEntitiesConfig.map(({ Action }: Json) => Action)).toEqual(Array(18).fill('BLOCK'));
  });
});
