import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { namedAndKept } from './named-and-kept.js';

export interface EncryptedLogGroupProps {
  /** Key that encrypts entries; its policy must admit CloudWatch Logs. */
  readonly key: IKey;
  /**
   * How long entries stay.
   * @default RetentionDays.ONE_YEAR
   */
  readonly retention?: RetentionDays;
  /**
   * Name, where something in another region has to know it beforehand.
   * @default - CloudFormation's choice
   */
  readonly logGroupName?: string | undefined;
}

/** Log group under a customer-managed key; kept when its stack goes, because an audit outlives a deployment. */
export class EncryptedLogGroup extends LogGroup {
  constructor(scope: Construct, id: string, props: EncryptedLogGroupProps) {
    super(scope, id, {
      encryptionKey: props.key,
      retention: props.retention ?? RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.RETAIN,
      ...(props.logGroupName !== undefined && { logGroupName: props.logGroupName, removalPolicy: namedAndKept }),
    });
  }
}
