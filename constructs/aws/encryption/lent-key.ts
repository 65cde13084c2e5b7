import type { PolicyStatementProps } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/** A customer-managed key that services use on behalf of this account. */
export interface LentKey extends IKey {
  /**
   * Lets a service, such as `cloudwatch.amazonaws.com`, send messages to a topic or queue under this key, on behalf of this account.
   * Which source key a service passes on differs: facts/publishers.yaml.
   */
  lendTo(service: string, conditions?: PolicyStatementProps['conditions']): void;
}

/** A key of the account that exists already. Its owner admits who uses it: no policy of it is written here. */
export function existingKey(scope: Construct, id: string, keyArn: string): LentKey {
  return Object.assign(Key.fromKeyArn(scope, id, keyArn), { lendTo: () => undefined });
}
