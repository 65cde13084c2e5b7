import { fullDiff, type ResourceDifference } from '@aws-cdk/cloudformation-diff';
import { protectionsOf } from '../../catalogue/asked.js';
import { onChange } from '../../diff/force-new.js';
import { isIgnored } from '../../diff/lifecycle.js';
import { resourceChanges } from '../../diff/resources.js';
import { cloudFormationStack, type Resource, record, type SynthesizedStack, strings, terraformStack } from '../../evidence/synthesized/stack.js';

/** One stack reduced to what holds data, serves alone or is a network, and to the properties whose change replaces it. */
export interface ReducedStack {
  readonly app: 'aws' | 'terraform';
  readonly account?: string;
  readonly region?: string;
  /** `Resources` of a template, `resource` of a module. */
  readonly resources: Readonly<Record<string, unknown>>;
}

export type ReducedStacks = Readonly<Record<string, ReducedStack>>;

/** What of some stacks a release promises to keep, by stack; a stack without anything of that is left out. */
export function reduced(stacks: readonly SynthesizedStack[]): ReducedStacks {
  return Object.fromEntries(
    [...stacks]
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((stack): [string, ReducedStack][] => {
        const kept = keptOf(stack);
        if (kept.length === 0) return [];
        const { app, name, account, region } = stack;
        return [[name, { app, ...(account !== undefined && { account }), ...(region !== undefined && { region }), resources: documentOf(app, kept) }]];
      }),
  );
}

/** Sentences about what a deployment of the stacks now would replace, rename or delete of what was recorded. What is new is none of it. */
export function lost(before: ReducedStacks, now: readonly SynthesizedStack[]): string[] {
  return resourceChanges(restored(before), restored(reduced(now)))
    .filter(({ action }) => !['create', 'update', 'import'].includes(action))
    .map(({ stack, id, type, action, why, from, properties }) => {
      const forcing = properties
        .filter(({ forces }) => forces !== undefined)
        .map(({ path, before: was, after: is }) => `${path} ${JSON.stringify(was)} → ${JSON.stringify(is)}`);
      return [`${stack}: ${type} ${from === undefined ? id : `${from} → ${id}`}: ${action}`, why, ...forcing].filter(Boolean).join('; ');
    });
}

function restored(stacks: ReducedStacks): SynthesizedStack[] {
  return Object.entries(stacks).map(([name, { app, account, region, resources }]) =>
    app === 'aws'
      ? cloudFormationStack({ name, ...(account !== undefined && { account }), ...(region !== undefined && { region }) }, { Resources: resources }, {})
      : terraformStack(name, { resource: resources }, {}),
  );
}

/** Networks hold no data, but what is in them moves to no other one. */
const networks = /^(AWS::EC2::(VPC|Subnet)|google_compute_(network|subnetwork)|azurerm_(virtual_network|subnet))$/;

/** A resource and those of its properties whose change replaces it. */
interface Kept {
  readonly resource: Resource;
  readonly fixed: Readonly<Record<string, unknown>>;
}

/** What must not be lost, and what that refers to by a property that cannot change: replaced, it would replace the other. */
function keptOf(stack: SynthesizedStack): Kept[] {
  const fixed = stack.app === 'aws' ? specified(stack) : (resource: Resource) => byProvider(resource);
  const kept = new Map<string, Kept>();
  const keep = (resource: Resource) => {
    if (kept.has(resource.id)) return;
    const one = { resource, fixed: fixed(resource) };
    kept.set(resource.id, one);
    const texts = [...strings(one.fixed)].map(([, text]) => text);
    for (const other of stack.resources) if (texts.some((text) => text === other.id || text.includes(`\${${other.id}`))) keep(other);
  };
  for (const resource of stack.resources) if (protectionsOf(resource.type) !== undefined || networks.test(resource.type)) keep(resource);
  return [...kept.values()].sort((a, b) => (a.resource.id < b.resource.id ? -1 : 1));
}

/** CloudFormation's specification of each property, asked all at once: as if every property of the stack changed. */
function specified({ resources }: SynthesizedStack): (resource: Resource) => Record<string, unknown> {
  const template = (value: (property: unknown) => unknown) => ({
    Resources: Object.fromEntries(
      resources.map(({ id, type, properties }) => [
        id,
        { Type: type, Properties: Object.fromEntries(Object.entries(properties).map(([key, one]) => [key, value(one)])) },
      ]),
    ),
  });
  const forcing = new Map<string, Set<string>>();
  fullDiff(
    template(() => 'before'),
    template(() => 'after'),
  ).resources.forEachDifference((id: string, { propertyUpdates }: ResourceDifference) => {
    forcing.set(id, new Set(Object.entries(propertyUpdates).flatMap(([key, { changeImpact }]) => (/_REPLACE$/.test(String(changeImpact)) ? [key] : []))));
  });
  return ({ id, properties }) => Object.fromEntries(Object.entries(properties).filter(([key]) => forcing.get(id)?.has(key)));
}

/** What its lifecycle ignores replaces nothing. */
function byProvider(resource: Resource): Record<string, unknown> {
  const { type, properties } = resource;
  const forces = (path: string, value: unknown) =>
    [
      { path, before: value },
      { path, after: value },
    ].some((change) => ['replace', 'may-replace'].includes(onChange(type, change).effect));
  return Object.fromEntries(Object.entries(properties).filter(([key, value]) => key !== '//' && !isIgnored(resource, key) && forces(key, value)));
}

function documentOf(app: ReducedStack['app'], kept: readonly Kept[]): Record<string, unknown> {
  if (app === 'aws') return Object.fromEntries(kept.map(({ resource, fixed }) => [resource.id, { Type: resource.type, Properties: fixed }]));
  const types: Record<string, Record<string, unknown>> = {};
  for (const { resource, fixed } of kept) types[resource.type] = { ...record(types[resource.type]), [resource.id.slice(resource.type.length + 1)]: fixed };
  return types;
}
