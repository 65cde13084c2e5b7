import { partitionOf } from '../../derived/partition-of.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { Resource } from '../synthesized/stack.js';
import { type Derived, type Program, underived } from './program.js';

/** What a state machine calls to start a build. */
export const startBuild = (partition: string) => `arn:${partition}:states:::codebuild:startBuild`;

/** What a topology says in what starts the job that brings images in; its commands say the same in every one. */
export function imagePrograms(topology: Topology, { stack }: Resource, { at }: Program): Derived {
  return at === 'Definition' ? { pieces: { [startBuild('<partition>')]: startBuild(partitionOf(topology, stack.account ?? '')) } } : underived;
}
