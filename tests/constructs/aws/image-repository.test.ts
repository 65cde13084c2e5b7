import { describe, expect, it } from 'vitest';
import { definition, type Json, propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const images = written('aws-images-us-east-2', 'examples/us-maverick.yaml');
const repository = propertiesOf(images, 'Processes');

describe('a repository of images', () => {
  it('keeps what came in: tags never move, layers are encrypted with a key of the stack, it is kept when its stack goes', () => {
    expect(repository).toMatchObject({ ImageTagMutability: 'IMMUTABLE', ImageScanningConfiguration: { ScanOnPush: true }, EmptyOnDelete: false });
    expect(repository.EncryptionConfiguration).toEqual({ EncryptionType: 'KMS', KmsKey: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] } });
    expect(definition(images, 'Processes')).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
  });

  it('lets the accounts of gateways pull, and nobody but the job push', () => {
    const [pull, push] = repository.RepositoryPolicyText.Statement;
    expect(pull).toMatchObject({
      Effect: 'Allow',
      Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      Principal: { AWS: 'arn:aws:iam::444455556666:root' },
    });
    expect(push).toMatchObject({
      Effect: 'Deny',
      Action: expect.arrayContaining(['ecr:PutImage', 'ecr:InitiateLayerUpload']),
      Principal: { AWS: '*' },
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': { 'Fn::GetAtt': [expect.stringMatching(/^Job/), 'Arn'] } } },
    });
    expect(repository.RepositoryPolicyText.Statement).toHaveLength(2);
  });

  it('forgets uploads without a tag, and no image by its age alone', () => {
    const { rules } = JSON.parse(repository.LifecyclePolicy.LifecyclePolicyText);
    expect(rules.map(({ selection }: Json) => [selection.tagStatus, selection.countType])).toEqual([
      ['untagged', 'sinceImagePushed'],
      ['any', 'imageCountMoreThan'],
    ]);
  });
});
