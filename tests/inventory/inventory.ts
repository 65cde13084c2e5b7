import { dig, record, type SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { carriedTags } from '../../evidence/tags/carried-tags.js';
import type { Evidence } from '../../policy/engine.js';
import type { Topology } from '../../topology/schema/topology.js';
import { sortedEntries } from '../../topology/views.js';
import { boundaryLines, grantLines, resourcePolicyLines } from './grants.js';
import { guardrailLines } from './guardrail-lines.js';
import { placementLines } from './placement.js';
import { dataSettings, networkSettings } from './settings.js';
import { shortText } from './text.js';

/** Pages that a reviewer reads instead of templates, by topic. */
export function inventory(topology: Topology, evidence: Evidence): Record<string, string> {
  const { aws = [], terraform = [] } = evidence;
  const stacks = [...aws, ...terraform];
  return {
    stacks: page(aws.map((stack) => [headline(stack), ...typeCounts(stack)])),
    ...(terraform.length > 0 && { modules: page(terraform.map((stack) => [headline(stack), ...typeCounts(stack)])) }),
    'data-use': page([contractLines(topology), ...settingBlocks(stacks, dataSettings)]),
    ...(terraform.length > 0 && { placement: page(terraform.map((stack) => [headline(stack), ...placementLines(stack)])) }),
    network: page(settingBlocks(stacks, networkSettings)),
    identity: page(linesOf(stacks, grantLines)),
    access: page(linesOf(stacks, resourcePolicyLines)),
    ...(aws.some((stack) => boundaryLines(stack).length > 0) && { boundary: page(linesOf(aws, boundaryLines)) }),
    tags: page(stacks.map((stack) => [headline(stack), ...tagLines(stack)])),
  };
}

/** What there is to say of each stack; those of which there is nothing are left out. */
function linesOf(stacks: readonly SynthesizedStack[], lines: (stack: SynthesizedStack) => string[]): string[][] {
  return stacks.map((stack) => [headline(stack), ...lines(stack)]).filter((block) => block.length > 1);
}

function headline(stack: SynthesizedStack): string {
  if (stack.app === 'aws') return `${stack.name}: aws ${stack.account} ${stack.region}${stack.terminationProtection === true ? ', protected' : ''}`;
  const [backend = 'none'] = Object.keys(record(dig(stack.document, 'terraform', 'backend')));
  const providers = Object.values(record(dig(stack.document, 'terraform', 'required_providers')));
  return `${stack.name}: state in ${backend}, ${providers.map((provider) => `${dig(provider, 'source')} ${dig(provider, 'version')}`).join(', ')}`;
}

function typeCounts(stack: SynthesizedStack): string[] {
  const counts = new Map<string, number>();
  for (const { type } of stack.resources) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].sort().map(([type, count]) => `${count} ${type}`);
}

function contractLines(topology: Topology): string[] {
  return [
    'contracts',
    ...sortedEntries(topology.contracts).map(
      ([id, { data }]) => `${id}: training=${data?.training}, retentionDays=${data?.retentionDays}, sharedWithModelProvider=${data?.sharedWithModelProvider}`,
    ),
  ];
}

function settingBlocks(stacks: readonly SynthesizedStack[], settings: typeof dataSettings): string[][] {
  return stacks.map((stack) => [headline(stack), ...settingLines(stack, settings)]).filter((lines) => lines.length > 1);
}

function settingLines(stack: SynthesizedStack, settings: typeof dataSettings): string[] {
  return stack.resources
    .flatMap((resource) => {
      const shown = (settings[resource.type] ?? []).map((path) => [path, dig(resource.properties, ...path.split('.'))] as const);
      if (shown.length === 0) return [];
      return [
        `${resource.type} ${resource.id.replace(`${resource.type}.`, '')}`,
        ...shown.map(([path, value]) => `  ${path} = ${value === undefined ? '-' : shortText(value)}`),
        ...(resource.type === 'AWS::Bedrock::Guardrail' ? guardrailLines(resource.properties).map((line) => `  ${line}`) : []),
      ];
    })
    .filter(Boolean);
}

function tagLines(stack: SynthesizedStack): string[] {
  const sets = stack.resources.flatMap(carriedTags).map(({ tags }) =>
    Object.entries(tags)
      .filter(([key]) => key !== 'Name')
      .sort()
      .map(([key, value]) => `${key}=${String(value)}`)
      .join(' '),
  );
  const counts = new Map<string, number>();
  for (const set of sets) counts.set(set, (counts.get(set) ?? 0) + 1);
  return [...counts].sort().map(([set, count]) => `${count} × ${set}`);
}

function page(blocks: readonly (readonly string[])[]): string {
  return `${blocks.map(([head, ...lines]) => [head, ...lines.map((line) => `  ${line}`)].join('\n')).join('\n\n')}\n`;
}
