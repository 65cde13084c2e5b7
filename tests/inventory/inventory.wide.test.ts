import { describe, expect, it } from 'vitest';
import { inventoryPages } from '../../reports/inventory/pages.js';
import { evidenceOf } from '../support/synthesized.js';
import { topologies, topologyWith } from '../support/topologies.js';
import { inventory } from './inventory.js';

const reference = topologyWith();

/** Longer pages nobody reads; a type that pushes one over belongs in a topic of its own. */
const longestPage = 200;
/** Has a stack of every kind, each of which is on the page of a smaller topology too; here its pages show that they are all there. */
const longer: Readonly<Record<string, number>> = { 'all-hosts': 400 };

it.each(Object.entries(inventoryPages(reference.topology, [...(evidenceOf(reference).aws ?? []), ...(evidenceOf(reference).terraform ?? [])], {})))(
  'topology.inventory/%s is as reviewed (accept with: npm run blueprint -- inventory --update)',
  async (name, text) => {
    await expect(text).toMatchFileSnapshot(`../../topology.inventory/${name}`);
  },
);

describe.each(topologies)('%s', (name, file) => {
  const loaded = topologyWith([], file);
  const pages = inventory(loaded.topology, evidenceOf(loaded));

  it.each(Object.keys(pages))('%s is as reviewed (accept with: npx vitest run tests/inventory --update)', async (topic) => {
    const text = pages[topic] ?? '';
    expect(text.split('\n').length).toBeLessThanOrEqual(longer[name] ?? longestPage);
    await expect(text).toMatchFileSnapshot(`pages/${name}.${topic}.txt`);
  });
});
