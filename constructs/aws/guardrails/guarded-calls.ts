import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type EnforcedGuardrail, enforcedGuardrailStatements } from './enforced-guardrail.js';
import { type GuardrailReference, guardrailIdentifiers } from './guardrail-reference.js';

/** What holds for every call of a model on Bedrock. */
export interface GuardedCalls {
  /** Guardrail that a call must name. */
  readonly guardrail: GuardrailReference;
  /**
   * Guardrail that Bedrock applies whatever a call names.
   * @default - none
   */
  readonly enforcedGuardrail?: EnforcedGuardrail | undefined;
  /** Id of the VPC whose private endpoint a call must come through. */
  readonly vpcId: string;
}

/** Values that condition keys of a permitted call must have. */
export function guardedConditions({ guardrail, vpcId }: GuardedCalls): Record<string, string | string[]> {
  return { 'bedrock:GuardrailIdentifier': guardrailIdentifiers(guardrail), 'aws:SourceVpc': vpcId };
}

/** The right to have the named guardrail applied. */
export function applyGuardrail({ guardrail }: GuardedCalls): PolicyStatement {
  return new PolicyStatement({ sid: 'Guardrail', actions: ['bedrock:ApplyGuardrail'], resources: [guardrail.arn] });
}

/** Rights on guardrails that a call takes besides: Bedrock decrypts them with the caller's rights, at every call. */
export function readGuardrails({ guardrail: { keyArn }, enforcedGuardrail }: GuardedCalls): PolicyStatement[] {
  return [
    ...(keyArn === undefined ? [] : [new PolicyStatement({ sid: 'ReadGuardrail', actions: ['kms:Decrypt'], resources: [keyArn] })]),
    ...enforcedGuardrailStatements(enforcedGuardrail),
  ];
}
