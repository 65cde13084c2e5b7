import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** A secret of Secrets Manager under a customer-managed key: who reads it needs both. */
export interface EncryptedSecret {
  /** ARN of the secret. */
  readonly secretArn: string;
  /** ARN of the key that encrypts it. */
  readonly keyArn: string;
}

/** Reads a secret. `what` completes the statements' ids, such as `ApiKey`. */
export function readSecret(what: string, { secretArn, keyArn }: EncryptedSecret): PolicyStatement[] {
  return [
    new PolicyStatement({ sid: `Read${what}`, actions: ['secretsmanager:GetSecretValue'], resources: [secretArn] }),
    new PolicyStatement({ sid: `Decrypt${what}`, actions: ['kms:Decrypt'], resources: [keyArn] }),
  ];
}
