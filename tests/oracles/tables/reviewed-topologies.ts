import type { LoadedTopology } from '../../../topology/load.js';
import { topologies, topologyWith } from '../../support/topologies.js';
import { variants } from './grant-variants.js';
import { moreVariants } from './grant-variants-elsewhere.js';

/** Topologies whose forms are reviewed: those of the repository, and each option that makes the stacks grant something else. */
export function reviewedTopologies(): LoadedTopology[] {
  return [
    ...topologies.map(([, file]) => topologyWith([], file)),
    ...[...variants, ...moreVariants].map(({ file, change, outputs = {} }) => {
      const loaded = topologyWith([], file, outputs);
      const topology = structuredClone(loaded.topology);
      change(topology);
      return { ...loaded, topology, outputs };
    }),
  ];
}
