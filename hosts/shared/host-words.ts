/** A sentence about a change of the topology, where it is, and the paths whose change it tells. */
export interface Sentence {
  readonly path: string;
  readonly text: string;
  readonly tells: readonly string[];
}

/** How a kind of host is spoken of in tables and reports. */
export interface HostWords<H> {
  /** Its capacity in a cell of a table. */
  size(host: H): string;
  /** The same in a sentence; `none` where its kind says all. */
  summary(host: H): string | 'none';
  /** The field that decides where it processes, whatever its region says. */
  readonly destination: { readonly field: string; value(host: H): string } | 'none';
  /** What a change of its own fields means, beside model, region and destination. */
  changes(change: Change<H>): readonly Sentence[];
}

/** Two versions of one host. */
export interface Change<H> {
  /** Topology path of the host. */
  readonly path: string;
  readonly id: string;
  readonly was: H;
  readonly is: H;
}
