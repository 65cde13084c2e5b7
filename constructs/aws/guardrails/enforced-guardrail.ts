import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** A guardrail of the management account that Bedrock applies to every call, whatever the call names. */
export interface EnforcedGuardrail {
  /** ARN of the guardrail, without version. */
  readonly arn: string;
  /**
   * ARN of the customer-managed key that encrypts it.
   * @default - a key of AWS, which needs no right
   */
  readonly keyArn?: string | undefined;
}

/** Rights without which every call is refused: Bedrock applies and decrypts the guardrail as whoever calls. */
export function enforcedGuardrailStatements(enforced: EnforcedGuardrail | undefined): PolicyStatement[] {
  if (enforced === undefined) return [];
  const { arn, keyArn } = enforced;
  return [
    new PolicyStatement({ sid: 'EnforcedGuardrail', actions: ['bedrock:ApplyGuardrail'], resources: [arn] }),
    ...(keyArn === undefined ? [] : [new PolicyStatement({ sid: 'ReadEnforcedGuardrail', actions: ['kms:Decrypt'], resources: [keyArn] })]),
  ];
}
