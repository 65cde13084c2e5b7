import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../support/documents.js';
import type { Templates } from './expectations.js';
import type { Seen } from './expected-facts.js';
import type { Assembly } from './stages.js';
import type { AssemblyStack } from './tools.js';

/** An assembly as an emulator takes it, and the stacks of it that have anything left. */
export interface Stage extends Assembly {
  readonly live: readonly AssemblyStack[];
}

/** Takes the refused types out of the templates of an assembly. A stack that is left with nothing is not deployed. */
export function provable(assembly: Assembly, refused: ReadonlySet<string>): Stage {
  const templates: Record<string, Json> = {};
  for (const { name, template: file } of assembly.stacks) {
    const path = join(assembly.path, file);
    const { template } = withoutTypes(JSON.parse(readFileSync(path, 'utf8')), refused);
    templates[name] = template;
    writeFileSync(path, JSON.stringify(template));
  }
  return { ...assembly, templates, live: assembly.stacks.filter(({ name }) => Object.keys(templates[name].Resources).length > 0) };
}

export function resourcesOf(templates: Templates): Json[] {
  return Object.values(templates).flatMap(({ Resources }) => Object.values(Resources));
}

/** Resources of templates that CloudFormation does not list; `listed` holds `stack id`. */
export function absent(templates: Templates, listed: ReadonlySet<string>): string[] {
  return Object.entries(templates).flatMap(([stack, { Resources }]) =>
    Object.keys(Resources).flatMap((id) => (listed.has(`${stack} ${id}`) ? [] : [`deploy: ${stack} lacks ${id}`])),
  );
}

export const namesOf = (all: readonly Seen[]) => new Set(all.map(({ stack, id }) => `${stack} ${id}`));

/** Resources that a change replaced or did not touch, against what the templates say. */
export function lost(before: Stage, after: Stage, seen: readonly Seen[], now: readonly Seen[]): string[] {
  const same = (stack: string, id: string) => JSON.stringify(before.templates[stack]?.Resources[id]) === JSON.stringify(after.templates[stack]?.Resources[id]);
  return seen.flatMap(({ stack, id, physical }) => {
    const then = now.find((one) => one.stack === stack && one.id === id);
    return then !== undefined && same(stack, id) && then.physical !== physical ? [`deploy: a change elsewhere replaced ${stack} ${id}`] : [];
  });
}

/** The type of a resource, and the form of it that an emulator may lack although it knows the type. */
export function kindOf({ Type, Properties }: Json): string {
  return Type === 'AWS::CloudWatch::Alarm' && Properties?.Metrics !== undefined ? `${Type} with metric math` : Type;
}

/**
 * A template without the resources that an emulator has no handler for: it refuses a template that holds one. What refers
 * to them gets an ARN of nothing in their place, so that everything else is the template that would be deployed.
 */
export function withoutTypes(template: Json, types: ReadonlySet<string>): { readonly template: Json; readonly left: readonly string[] } {
  const resources = Object.entries(template.Resources);
  const removed = new Map<unknown, string>(resources.flatMap(([id, resource]) => (types.has(kindOf(resource)) ? [[id, kindOf(resource)]] : [])));
  const replace = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(replace);
    if (typeof value !== 'object' || value === null) return value;
    const target = value.Ref ?? value['Fn::GetAtt']?.[0];
    if (removed.has(target)) return `arn:aws:not-created:us-east-1:000000000000:${target}`;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, key === 'DependsOn' ? [item].flat().filter((name) => !removed.has(name)) : replace(item)]),
    );
  };
  const Resources = Object.fromEntries(resources.flatMap(([id, resource]) => (removed.has(id) ? [] : [[id, replace(resource)]])));
  const Outputs = template.Outputs && { Outputs: replace(template.Outputs) };
  return { template: { ...template, Resources, ...Outputs }, left: [...removed.values()] };
}
