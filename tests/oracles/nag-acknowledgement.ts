/** A finding of cdk-nag that was reviewed and stays: which rule, where, and why. */
export interface Acknowledgement {
  /** Rule id as cdk-nag reports it. */
  readonly rule: string | RegExp;
  /** Construct path, from the stack's name on. */
  readonly path: RegExp;
  readonly reason: string;
}
