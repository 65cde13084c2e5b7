import { expect, it } from 'vitest';
import { decidedByOrigins } from '../../support/forged-origins.js';
import { evidenceOf } from '../../support/synthesized.js';
import { topologies, topologyWith } from '../../support/topologies.js';

it.each(topologies)('the index of topology paths beside the output of %s decides nothing', (_, file) => {
  const loaded = topologyWith([], file);
  expect(decidedByOrigins(loaded, evidenceOf(loaded))).toEqual([]);
});
