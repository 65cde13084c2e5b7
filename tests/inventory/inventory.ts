import type { SynthesizedStack } from '../../evidence/synthesized/stack.js';
import type { Evidence } from '../../policy/engine.js';
import { dataUsePage } from '../../reports/inventory/data-use.js';
import { headline, linesOf, page, settingLines } from '../../reports/inventory/page.js';
import { networkSettings } from '../../reports/inventory/settings.js';
import { tagsPage } from '../../reports/inventory/tags.js';
import type { Topology } from '../../topology/schema/topology.js';
import { boundaryLines, grantLines, resourcePolicyLines } from './grants.js';
import { placementLines } from './placement.js';

/** Pages that a reviewer reads instead of templates, by topic; the gateway's stacks, long ones, have pages of their own. */
export function inventory(topology: Topology, evidence: Evidence): Record<string, string> {
  const { aws = [], terraform = [] } = evidence;
  const gateways = aws.filter(({ name }) => name.includes('aws-gateway-'));
  const others = aws.filter((stack) => !gateways.includes(stack));
  const stacks = [...others, ...terraform];
  return {
    ...pages(topology, others, stacks),
    ...(terraform.length > 0 && {
      modules: page(terraform.map((stack) => [headline(stack), ...typeCounts(stack)])),
      placement: page(terraform.map((stack) => [headline(stack), ...placementLines(stack)])),
    }),
    ...(others.some((stack) => boundaryLines(stack).length > 0) && { boundary: page(linesOf(others, boundaryLines)) }),
    tags: tagsPage([...aws, ...terraform]),
    ...(gateways.length > 0 && Object.fromEntries(Object.entries(pages(topology, gateways, gateways)).map(([topic, text]) => [`gateway-${topic}`, text]))),
  };
}

function pages(topology: Topology, aws: readonly SynthesizedStack[], stacks: readonly SynthesizedStack[]): Record<string, string> {
  return {
    stacks: page(aws.map((stack) => [headline(stack), ...typeCounts(stack)])),
    'data-use': dataUsePage(topology, stacks),
    network: page(linesOf(stacks, (stack) => settingLines(stack, networkSettings))),
    identity: page(linesOf(stacks, grantLines)),
    access: page(linesOf(stacks, resourcePolicyLines)),
  };
}

function typeCounts(stack: SynthesizedStack): string[] {
  const counts = new Map<string, number>();
  for (const { type } of stack.resources) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].sort().map(([type, count]) => `${count} ${type}`);
}
