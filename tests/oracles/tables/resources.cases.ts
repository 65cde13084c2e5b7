import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/state/resources.js';
import type { LoadedTopology } from '../../../topology/load.js';
import { evidenceOf } from '../../support/synthesized.js';
import { asOf, topologies, topologyWith } from '../../support/topologies.js';
import { drawn } from './drawn.js';
import { grown } from './grown.js';
import { LearnedResources } from './learned-resources.js';
import { legitimate } from './legitimate.js';
import { renamed } from './renamed.js';
import { reviewedTopologies } from './reviewed-topologies.js';
import { structures } from './structures.js';

const stacksOf = (loaded: LoadedTopology) => {
  const { aws = [], terraform = [] } = evidenceOf(loaded);
  return [...aws, ...terraform];
};

/** Options that only come together in the rounds of `legitimate` are told apart by these. */
const draws = 24;

describe('the table of reviewed resources', () => {
  const learned = new LearnedResources();
  const originals = topologies.map(([, file]) => topologyWith([], file));
  for (const loaded of [
    ...originals,
    ...originals.map(grown),
    ...legitimate().map((one) => one.loaded),
    ...reviewedTopologies(),
    ...structures(),
    ...drawn(draws, 1),
  ]) {
    const stacks = stacksOf(loaded);
    learned.observe(loaded, stacks);
    if (!learned.isNews(loaded, stacks)) continue;
    const other = renamed(loaded);
    learned.compare([loaded, stacks], [other.loaded, stacksOf(other.loaded)], other.words);
  }
  const table = learned.table();

  it('is what legitimate topologies emit (accept with: npm run accept)', async () => {
    await expect(table).toMatchFileSnapshot('../../../catalogue/resources/resources.yaml');
  });

  it.each(topologies)('holds for %s with other names, and with more of everything', (_, file) => {
    const loaded = grown(topologyWith([], file));
    for (const one of [renamed(topologyWith([], file)).loaded, loaded, renamed(loaded).loaded]) expect(judge([rule], one, asOf, evidenceOf(one))).toEqual([]);
  });
});
