/** Where an output is not what its topology synthesizes to. */
export interface OutputDifference {
  /** Topology path that asked for what differs; `name` where nothing of the topology did. */
  readonly path: string;
  /** @default - it belongs to no stack */
  readonly named?: { readonly stack: string; readonly resource?: string };
  /** What was received, and what is synthesized: a sentence. */
  readonly message: string;
}
