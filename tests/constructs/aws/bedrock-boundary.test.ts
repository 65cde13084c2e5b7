import { describe, expect, it } from 'vitest';
import { definition, type Json, propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const organization = written('aws-organization');
const statements: Json[] = propertiesOf(organization, 'BedrockprodPolicy').Content.Statement;
const statement = (sid: string) => statements.find(({ Sid }) => Sid === sid);

describe('the Bedrock boundary of an organization', () => {
  it('denies other regions, models without a profile, and what is not in use', () => {
    expect(statement('BedrockRegions')).toMatchObject({
      Effect: 'Deny',
      Action: ['bedrock:*'],
      Condition: { StringNotEquals: { 'aws:RequestedRegion': ['us-east-2'] } },
    });
    expect(statement('ModelsOnlyThroughProfiles')).toMatchObject({
      Effect: 'Deny',
      Resource: 'arn:aws:bedrock:*::foundation-model/*',
      Condition: { ArnNotLike: { 'bedrock:InferenceProfileArn': ['arn:aws:bedrock:us-east-2:111122223333:application-inference-profile/*'] } },
    });
    expect(statements.every(({ Effect }) => Effect === 'Deny')).toBe(true);
  });

  it('is on the accounts of the topology, and stays when the stack goes', () => {
    expect(propertiesOf(organization, 'BedrockprodPolicy').TargetIds).toEqual(['111122223333']);
    expect(definition(organization, 'BedrockprodPolicy').DeletionPolicy).toBe('Retain');
  });
});
