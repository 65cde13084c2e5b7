/** One fault of the reference topology, and what a stranger has to read of it. */
export interface Fault {
  readonly from: string;
  readonly to: string;
  /** What the message says beside its place, in this order. */
  readonly says: readonly string[];
  /** Text at whose line the fault is; the first line of `from` where it is left out. */
  readonly at?: string;
}

export const zeros = '0'.repeat(64);
