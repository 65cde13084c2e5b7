import fc from 'fast-check';
import { InputError } from '../../../topology/error.js';
import type { LoadedTopology } from '../../../topology/load.js';
import { topologies } from '../../support/topologies.js';
import { combined } from './combined.js';
import { grown } from './grown.js';
import { merged } from './merged.js';
import { renamed } from './renamed.js';
import { thinned } from './thinned.js';
import { allVariants } from './variants.js';

/**
 * Topologies that nobody wrote: one to three of the repository, each with options in some combination, put together; some with fewer hosts and workloads, more of
 * everything, or other names. The same for the same seed. What the loader refuses is left out.
 */
export function generated(runs: number, seed: number): LoadedTopology[] {
  // Types that an extension no longer declares are no longer allowed.
  const all = allVariants().filter(({ variant }) => !variant.startsWith('extensions.'));
  const files = topologies.map(([, file]) => file);
  const draw = fc.tuple(
    fc.shuffledSubarray(files, { minLength: 1, maxLength: 3 }),
    fc.infiniteStream(fc.integer({ min: 0, max: 11 })),
    fc.record({ thin: fc.boolean(), grow: fc.boolean(), rename: fc.boolean() }),
  );
  return fc.sample(draw, { numRuns: runs, seed }).flatMap(([chosen, chance, { thin, grow, rename }]) => {
    const parts = chosen.flatMap((file) => {
      const loaded = combined(
        file,
        all.filter((one) => one.file === file && chance.next().value === 0),
      );
      return loaded === undefined ? [] : [thin ? thinned(loaded, () => chance.next().value === 0) : loaded];
    });
    const whole = parts.length === 0 ? undefined : parts.length === 1 ? parts[0] : together(parts);
    if (whole === undefined) return [];
    const large = grow ? grown(whole) : whole;
    return [rename ? renamed(large).loaded : large];
  });
}

function together(parts: readonly LoadedTopology[]): LoadedTopology | undefined {
  try {
    return merged(parts);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
