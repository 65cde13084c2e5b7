import { expect, it } from 'vitest';
import { judge } from '../../policy/engine.js';
import { rules } from '../../policy/rules.js';
import { linked, linkedElsewhere } from '../support/linked.js';
import { evidenceOf } from '../support/synthesized.js';
import { asOf, type Edit, topologyWith } from '../support/topologies.js';

const shown = (edits: readonly Edit[]) => {
  const loaded = topologyWith(edits);
  return judge(rules, loaded, asOf, evidenceOf(loaded))
    .map(({ severity, rule, path, message }) => `${severity} ${rule} ${path}: ${message}`)
    .sort();
};

it('halves of links bring no finding of any rule, in any cloud, but for a peering that takes no tags', () => {
  const before = shown([]);
  expect(shown([...linked, ...linkedElsewhere]).filter((finding) => !before.includes(finding))).toEqual([
    'warning tags/unlabellable links.eu-azure.attach.foundry: azurerm_virtual_network_peering costs money and takes no tags (1 here). Instead: attribute by subscription.',
  ]);
});
