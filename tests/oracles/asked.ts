import type { Build } from './builds.js';

/** What an oracle is asked for. */
export interface Asked {
  /** Providers and programs to build where nothing else has them. */
  readonly builds: readonly Build[];
  /** Whether each mutation that was judged wrongly is printed. */
  readonly list: boolean;
  /** Whether one that takes minutes judges a part, always the same, and says so: what a pull request waits for. Everything is judged every night. */
  readonly brief: boolean;
}
