import type { NodeAgent } from '../agent-unit.js';

/** What a node on Ubuntu HPC runs. Nothing here is created at deployment, so a change of it is a change of the text. */
export interface AzureNode {
  /** Settings of `prepare-node.sh`. */
  readonly settings: Readonly<Record<string, string>>;
  /** XIDs after which only a reset or another machine helps. */
  readonly fatalXids: readonly number[];
  readonly server: {
    /** Image of vLLM by digest. */
    readonly image: string;
    readonly arguments: readonly string[];
    readonly environment: Readonly<Record<string, string>>;
    /** Whom it runs as, `user:group`, and that user's home. */
    readonly user: string;
    readonly home: string;
    /** What it may write besides its caches, in memory. */
    readonly scratch: readonly { readonly path: string; readonly sizeMiB: number; readonly options: readonly string[] }[];
    readonly port: number;
    readonly gpus: number;
    readonly sharedMemoryGiB: number;
    /** Where the container sees the weights. */
    readonly modelDirectory: string;
    /** From SIGTERM until it is killed. */
    readonly stopSeconds: number;
    /** Until systemd gives up on the command that stops it. */
    readonly unitStopSeconds: number;
  };
  /** Containers of the organisation beside the server. */
  readonly agents: readonly NodeAgent[];
  readonly progress: {
    /** Python program that says how long the engines have made no progress; status 3 when a server has to go. */
    readonly check: string;
    /** Seconds between two looks. */
    readonly interval: number;
  };
}
