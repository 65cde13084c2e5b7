import fc from 'fast-check';
import type { LoadedTopology } from '../../../topology/load.js';
import { topologies } from '../../support/topologies.js';
import { combined, type Variant } from './combined.js';
import { allVariants } from './variants.js';

/** Topologies of the repository with options in some combination, each drawn with a chance of a quarter; the same for the same seed. */
export function drawn(runs: number, seed: number, wanted: (variant: Variant) => boolean = () => true): LoadedTopology[] {
  const all = allVariants().filter(wanted);
  const draws = fc.sample(fc.tuple(fc.constantFrom(...topologies), fc.infiniteStream(fc.integer({ min: 0, max: 3 }))), { numRuns: runs, seed });
  return draws.flatMap(([[, file], chance]) => {
    const loaded = combined(
      file,
      all.filter((one) => one.file === file && chance.next().value === 0),
    );
    return loaded === undefined ? [] : [loaded];
  });
}
