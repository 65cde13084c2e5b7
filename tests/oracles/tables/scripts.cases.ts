import { describe, expect, it } from 'vitest';
import { evidenceOf } from '../../support/synthesized.js';
import { topologies, topologyWith } from '../../support/topologies.js';
import { drawn } from './drawn.js';
import { grown } from './grown.js';
import { LearnedScripts } from './learned-scripts.js';
import { legitimate } from './legitimate.js';
import { reviewedTopologies } from './reviewed-topologies.js';
import { structures } from './structures.js';

describe('the table of reviewed programs', () => {
  const learned = new LearnedScripts();
  const originals = topologies.map(([, file]) => topologyWith([], file));
  for (const loaded of [
    ...originals,
    ...originals.map(grown),
    ...legitimate().map((one) => one.loaded),
    ...reviewedTopologies(),
    ...structures(),
    ...drawn(24, 1),
  ]) {
    const { aws = [], terraform = [] } = evidenceOf(loaded);
    learned.observe(loaded, [...aws, ...terraform]);
  }

  it('is what legitimate topologies emit (accept with: npm run accept)', async () => {
    await expect(learned.table()).toMatchFileSnapshot('../../../catalogue/scripts/scripts.yaml');
  });
});
