/** A published guardrail that calls must name, and the key it is encrypted with where that is ours. */
export interface GuardrailReference {
  /** ARN of the guardrail, without version. */
  readonly arn: string;
  /** Versions that a call may name: the one in force, and the one before it while callers still name that. */
  readonly versions: readonly string[];
  /**
   * ARN of the customer-managed key that encrypts it.
   * @default - a key of AWS, which needs no right
   */
  readonly keyArn?: string;
}

/** What the condition key `bedrock:GuardrailIdentifier` must hold. */
export function guardrailIdentifiers({ arn, versions }: GuardrailReference): string | string[] {
  const [only, ...more] = versions.map((version) => `${arn}:${version}`);
  return only === undefined || more.length > 0 ? versions.map((version) => `${arn}:${version}`) : only;
}
