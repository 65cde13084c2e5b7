import { AnyPrincipal, ArnPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnAlias, Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

export interface SigningKeyProps {
  /** What the key signs; shown in the KMS console. */
  readonly description: string;
  /**
   * ARN of the only role that may sign; it may stand in another account.
   * @default - whoever the account's own policies allow
   */
  readonly signer?: string | undefined;
  /**
   * `alias/…` by which an account that cannot know the key's id names it.
   * @default - none
   */
  readonly aliasName?: string | undefined;
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
    if (props.aliasName !== undefined) new CfnAlias(this, 'Name', { aliasName: props.aliasName, targetKeyId: this.keyArn });
    if (props.signer === undefined) return;
    this.addToResourcePolicy(
      new PolicyStatement({ sid: 'Signer', principals: [new ArnPrincipal(props.signer)], actions: ['kms:Sign', 'kms:Verify'], resources: ['*'] }),
    );
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'NobodyElseSigns',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['kms:Sign'],
        resources: ['*'],
        conditions: { ArnNotEquals: { 'aws:PrincipalArn': props.signer } },
      }),
    );
  }
}
