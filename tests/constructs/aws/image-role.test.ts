import { describe, expect, it } from 'vitest';
import { type Json, propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const images = written('aws-images-us-east-2', 'examples/us-maverick.yaml');
const { Statement } = propertiesOf(images, 'RightsPolicy').PolicyDocument;
const allowing = (action: string) => Statement.filter(({ Action }: Json) => [Action].flat().includes(action));

describe('what the job that builds images may', () => {
  it('push into two repositories, sign digests with one key, and read one room of assets', () => {
    expect(allowing('ecr:PutImage').map(({ Resource }: Json) => Resource)).toEqual([
      [{ 'Fn::GetAtt': ['Envoy', 'Arn'] }, { 'Fn::GetAtt': ['Processes', 'Arn'] }],
    ]);
    expect(allowing('kms:Sign')).toMatchObject([
      {
        Action: ['kms:Sign', 'kms:Verify'],
        Resource: { 'Fn::GetAtt': [expect.stringMatching(/^SigningKey/), 'Arn'] },
        Condition: { StringEquals: { 'kms:SigningAlgorithm': 'ECDSA_SHA_256', 'kms:MessageType': 'DIGEST' } },
      },
    ]);
    expect(allowing('s3:GetObject')).toMatchObject([{ Condition: { StringEquals: { 'aws:ResourceAccount': '555566667777' } } }]);
  });

  it('neither delete an image nor change a repository or a key', () => {
    const actions = Statement.flatMap(({ Action }: Json) => Action);
    expect(actions.filter((action: string) => /^ecr:.*(Delete|Policy|Tag(?!s)|Repository)|^kms:(?!Sign|Verify)|^s3:(?!GetObject$)|^iam:/.test(action))).toEqual(
      [],
    );
  });

  it('be taken by CodeBuild for its own account alone, and sign as nobody else can', () => {
    expect(propertiesOf(images, 'Job').AssumeRolePolicyDocument.Statement).toMatchObject([
      { Principal: { Service: 'codebuild.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': '555566667777' } } },
    ]);
    const denied = propertiesOf(images, 'SigningKey').KeyPolicy.Statement.find(({ Sid }: Json) => Sid === 'NobodyElseSigns');
    expect(denied).toMatchObject({
      Effect: 'Deny',
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': { 'Fn::GetAtt': [expect.stringMatching(/^Job/), 'Arn'] } } },
    });
  });
});
