/** What the schedule sends. */
export interface LifecycleCheck {
  readonly namespace: string;
  readonly topology: string;
  readonly models: readonly string[];
  /** Days before a date at which a model counts as leaving. */
  readonly noticeDays: number;
}
