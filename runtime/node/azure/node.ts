import type { NodeAgent } from '../agent-unit.js';
import type { NodeServer } from '../vllm-unit.js';

/** What a node on Ubuntu HPC runs. Nothing here is created at deployment, so a change of it is a change of the text. */
export interface AzureNode {
  /** Settings of `prepare-node.sh`. */
  readonly settings: Readonly<Record<string, string>>;
  /** XIDs after which only a reset or another machine helps. */
  readonly fatalXids: readonly number[];
  readonly server: NodeServer;
  /** Containers of the organisation beside the server. */
  readonly agents: readonly NodeAgent[];
  readonly progress: {
    /** Python program that says how long the engines have made no progress; status 3 when a server has to go. */
    readonly check: string;
    /** Seconds between two looks. */
    readonly interval: number;
  };
}
