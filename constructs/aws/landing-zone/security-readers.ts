import { ArnPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { IAspect } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** How a key is set up. None of these uses it. */
const keyActions = ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:ListKeyPolicies', 'kms:ListResourceTags'];

/** How a bucket is set up, as far as S3 tells another account: its policy it shows to its own account only. None of these lists or reads objects. */
const bucketActions = [
  's3:GetBucketAcl',
  's3:GetBucketLocation',
  's3:GetBucketLogging',
  's3:GetBucketObjectLockConfiguration',
  's3:GetBucketPublicAccessBlock',
  's3:GetBucketTagging',
  's3:GetBucketVersioning',
  's3:GetEncryptionConfiguration',
  's3:GetLifecycleConfiguration',
];

/** Lets roles of a security team, by their ARNs, see how every key and bucket is set up, and none of what they hold. */
export class SecurityReaders implements IAspect {
  private readonly principals: readonly ArnPrincipal[];

  constructor(roles: readonly string[]) {
    this.principals = roles.map((role) => new ArnPrincipal(role));
  }

  visit(node: IConstruct): void {
    if (node instanceof Key) node.addToResourcePolicy(this.statement(keyActions, ['*']));
    if (node instanceof Bucket) node.addToResourcePolicy(this.statement(bucketActions, [node.bucketArn]));
  }

  private statement(actions: readonly string[], resources: readonly string[]): PolicyStatement {
    return new PolicyStatement({ sid: 'SecurityReaders', principals: [...this.principals], actions: [...actions], resources: [...resources] });
  }
}
