/** Options that every command on a topology takes. */
export interface TopologyOptions {
  readonly topology: string;
  readonly asOf?: string;
}
