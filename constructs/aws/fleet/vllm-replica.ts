import type { PinnedImage } from '../tasks/pinned-image.js';

/** The engine's process in its container. */
export interface EngineProcess {
  /** Command line after the image's entry point. */
  readonly arguments: readonly string[];
  /** Environment variables by name. None is a secret. */
  readonly environment: Readonly<Record<string, string>>;
  /** User and group that the process runs as, `user:group`. */
  readonly user: string;
  /** Home directory of that user, where its caches are. */
  readonly home: string;
  /** TCP port that it answers on. */
  readonly port: number;
}

/** What one replica takes of its node. */
export interface NodeShare {
  /** Whole GPUs. */
  readonly gpus: number;
  /** CPU units; a vCPU has 1,024. */
  readonly cpuUnits: number;
  /** Memory in MiB, a hard limit. */
  readonly memoryMiB: number;
}

/** How one replica runs: its image, its process, and its share of a node. */
export interface VllmReplica {
  /** Image of vLLM, in the account's own registry. */
  readonly image: PinnedImage;
  /** What the container runs. */
  readonly engine: EngineProcess;
  /** Python program that says how long the engine has made no progress, and fails when it makes none. */
  readonly progressCheck: string;
  /** What it takes of the node. */
  readonly share: NodeShare;
}
