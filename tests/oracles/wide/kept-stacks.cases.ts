import { expect, it } from 'vitest';
import { editedStacks } from '../../support/stack-parts.js';
import { stacksOf } from '../../support/synthesized.js';
import { topologies, topologyWith } from '../../support/topologies.js';

it.each(topologies)('stacks that cases share are those that one application writes in one piece: %s', { timeout: 120_000 }, (_, file) => {
  const loaded = topologyWith([], file);
  for (const app of ['aws', 'terraform'] as const) expect(stacksOf(app, loaded)).toEqual(editedStacks(app, loaded, undefined));
});
