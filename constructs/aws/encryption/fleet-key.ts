import { ArnPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { EncryptionKey } from './encryption-key.js';

export interface FleetKeyProps {
  /** What it encrypts, for people who see the key. */
  readonly description: string;
}

/**
 * Key of a fleet: volumes, logs, secrets, alarms. Auto Scaling attaches encrypted volumes through its service-linked
 * role, which must therefore be allowed here; without the grant instances end at once with `Client.InternalError`.
 */
export class FleetKey extends EncryptionKey {
  constructor(scope: Construct, id: string, props: FleetKeyProps) {
    super(scope, id, { description: props.description, forLogs: true });
    const { account, partition } = Stack.of(this);
    const autoScaling = new ArnPrincipal(`arn:${partition}:iam::${account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`);
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AutoScalingVolumes',
        principals: [autoScaling],
        actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
        resources: ['*'],
      }),
    );
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AutoScalingGrants',
        principals: [autoScaling],
        actions: ['kms:CreateGrant'],
        resources: ['*'],
        conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      }),
    );
  }
}
