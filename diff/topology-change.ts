import type { Topic } from './topics.js';

/** One change of the topology in words. */
export interface TopologyChange {
  readonly topic: Topic;
  /** Topology path that changed. */
  readonly path: string;
  readonly text: string;
}
