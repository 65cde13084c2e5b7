import type { SynthesizedStack } from '../../evidence/synthesized/stack.js';
import type { Topology } from '../../topology/schema/topology.js';
import { additionsPage } from './additions.js';
import { dataUsePage } from './data-use.js';
import { exposurePage } from './exposure.js';
import { gatewayPage } from './gateway.js';
import { residencyPage } from './residency.js';
import { tagsPage } from './tags.js';

/** Pages beside a topology that a reviewer reads instead of templates, by file name: committed, so that a region or a flag that moves is a line of a diff. `gateways`: their files by path. */
export function inventoryPages(
  topology: Topology,
  stacks: readonly SynthesizedStack[],
  gateways: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string>> {
  return {
    'additions.txt': additionsPage(topology),
    'data-use.txt': dataUsePage(topology, stacks),
    'exposure.txt': exposurePage(stacks),
    'gateway.txt': gatewayPage(topology, gateways),
    'residency.txt': residencyPage(topology, stacks),
    'tags.txt': tagsPage(stacks),
  };
}
