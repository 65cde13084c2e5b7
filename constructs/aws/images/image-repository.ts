import { CfnRepository } from 'aws-cdk-lib/aws-ecr';
import { AccountPrincipal, AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { namedAndKept } from '../storage/named-and-kept.js';

export interface ImageRepositoryProps {
  /** Name, which accounts that pull from it know. */
  readonly repositoryName: string;
  /** ARN of the key that encrypts layers. */
  readonly keyArn: string;
  /** ARN of the only role that may push. */
  readonly pushedBy: string;
  /** Numbers of the accounts that may pull. */
  readonly pulledBy: readonly string[];
}

/** Images kept before the oldest go: an image, its signature and its bill of materials are three, and age alone would take one that still runs. */
const mostKept = 600;

/**
 * Images that one job pushes and some accounts pull: tags never move, every image is scanned when it comes in, and the repository outlives its stack. Who pulls
 * needs no right on the key: ECR decrypts by a grant of its own (https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html).
 */
export class ImageRepository extends CfnRepository {
  constructor(scope: Construct, id: string, { repositoryName, keyArn, pushedBy, pulledBy }: ImageRepositoryProps) {
    super(scope, id, {
      repositoryName,
      imageTagMutability: 'IMMUTABLE',
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: { encryptionType: 'KMS', kmsKey: keyArn },
      emptyOnDelete: false,
      lifecyclePolicy: { lifecyclePolicyText: lifecycle },
      repositoryPolicyText: new PolicyDocument({
        statements: [
          new PolicyStatement({
            sid: 'Pull',
            principals: pulledBy.map((account) => new AccountPrincipal(account)),
            actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
          }),
          new PolicyStatement({
            sid: 'NobodyElsePushes',
            effect: Effect.DENY,
            principals: [new AnyPrincipal()],
            actions: ['ecr:CompleteLayerUpload', 'ecr:InitiateLayerUpload', 'ecr:PutImage', 'ecr:UploadLayerPart'],
            conditions: { ArnNotEquals: { 'aws:PrincipalArn': pushedBy } },
          }),
        ],
      }),
    });
    this.applyRemovalPolicy(namedAndKept);
  }
}

const lifecycle = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      description: 'Uploads that no tag names',
      selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 7 },
      action: { type: 'expire' },
    },
    {
      rulePriority: 2,
      description: 'The oldest',
      selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: mostKept },
      action: { type: 'expire' },
    },
  ],
});
