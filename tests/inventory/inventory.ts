import type { SynthesizedStack } from '../../evidence/synthesized/stack.js';
import type { Evidence } from '../../policy/engine.js';
import { dataUsePage } from '../../reports/inventory/data-use.js';
import { headline, linesOf, page, settingLines } from '../../reports/inventory/page.js';
import { networkSettings } from '../../reports/inventory/settings.js';
import { tagsPage } from '../../reports/inventory/tags.js';
import type { Topology } from '../../topology/schema/topology.js';
import { boundaryLines, grantLines, resourcePolicyLines } from './grants.js';
import { placementLines } from './placement.js';

/** Pages that a reviewer reads instead of templates, by topic. */
export function inventory(topology: Topology, evidence: Evidence): Record<string, string> {
  const { aws = [], terraform = [] } = evidence;
  const stacks = [...aws, ...terraform];
  return {
    stacks: page(aws.map((stack) => [headline(stack), ...typeCounts(stack)])),
    ...(terraform.length > 0 && { modules: page(terraform.map((stack) => [headline(stack), ...typeCounts(stack)])) }),
    'data-use': dataUsePage(topology, stacks),
    ...(terraform.length > 0 && { placement: page(terraform.map((stack) => [headline(stack), ...placementLines(stack)])) }),
    network: page(linesOf(stacks, (stack) => settingLines(stack, networkSettings))),
    identity: page(linesOf(stacks, grantLines)),
    access: page(linesOf(stacks, resourcePolicyLines)),
    ...(aws.some((stack) => boundaryLines(stack).length > 0) && { boundary: page(linesOf(aws, boundaryLines)) }),
    tags: tagsPage(stacks),
  };
}

function typeCounts(stack: SynthesizedStack): string[] {
  const counts = new Map<string, number>();
  for (const { type } of stack.resources) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].sort().map(([type, count]) => `${count} ${type}`);
}
