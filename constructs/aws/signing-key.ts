import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

export interface SigningKeyProps {
  /** What the key signs; shown in the KMS console. */
  readonly description: string;
}

/**
 * Asymmetric key (ECDSA on P-256 with SHA-256) whose private half never leaves KMS. Such keys do not rotate: a new one
 * replaces it, and this one is retained, so that what it signed can still be verified.
 */
export class SigningKey extends Key {
  constructor(scope: Construct, id: string, props: SigningKeyProps) {
    super(scope, id, {
      description: props.description,
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      pendingWindow: Duration.days(30),
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
