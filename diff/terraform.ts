import { blocks, type Resource, record, type SynthesizedStack, strings } from '../policy/synthesized.js';
import { canonical } from './canonical.js';
import type { Draft, PropertyChange } from './change.js';
import { forceNewOf, onChange } from './force-new.js';
import { noiseOf } from './noise.js';
import { differences } from './values.js';

/** Changes between two root modules in JSON. Whether a change replaces comes from a reviewed table; what it does not know may replace. */
export function terraformChanges(before: SynthesizedStack, after: SynthesizedStack): Draft[] {
  if (JSON.stringify(before.document) === JSON.stringify(after.document)) return [];
  const [was, is] = [byId(before), byId(after)];
  const moved = movedBlocks(after);
  const ids = [...new Set([...was.keys(), ...is.keys()])].filter((id) => !moved.has(id)).sort();
  const drafts = ids.flatMap((id) => {
    const from = [...moved].find(([, to]) => to === id)?.[0];
    return resourceChange(was.get(from ?? id), is.get(id), from);
  });
  return [...downstream(drafts, before, after), ...partChanges(before, after)];
}

/** Addresses that the module itself says it moves, old to new. */
function movedBlocks(stack: SynthesizedStack): Map<string, string> {
  return new Map(blocks(stack.document['moved']).map(({ from, to }) => [String(from), String(to)]));
}

function resourceChange(before: Resource | undefined, after: Resource | undefined, from: string | undefined): Draft[] {
  const resource = after ?? before;
  if (resource === undefined) return [];
  const base = { cloud: resource.stack.cloud, stack: resource.stack.name, id: resource.id, type: resource.type, origin: resource.origin } as const;
  if (before === undefined) return [{ ...base, action: 'create', properties: [], why: '' }];
  if (after === undefined) return [{ ...base, action: 'delete', properties: [], why: '' }];
  const properties = differences(content(before), content(after)).map((change) => withForce(change, after.type));
  if (properties.length === 0 && from !== undefined) {
    return [{ ...base, action: 'move', from, properties: [], why: 'a moved block in the module: nothing is made anew' }];
  }
  if (JSON.stringify(before.definition) === JSON.stringify(after.definition)) return [];
  const noise = noiseOf(properties);
  const action = actionOf(properties);
  return [{ ...base, action, properties, why: reason(after.type, properties), ...(noise !== undefined && { noise }), ...(from !== undefined && { from }) }];
}

/** Without what CDK for Terraform notes for itself. */
function content(resource: Resource): Record<string, unknown> {
  const { '//': _, ...rest } = resource.definition;
  return rest;
}

function withForce(change: PropertyChange, type: string): PropertyChange {
  if (change.lines?.[0]?.startsWith('  same items') === true) return change;
  const effect = onChange(type, change.path);
  return effect === 'update' ? change : { ...change, forces: effect };
}

function actionOf(properties: readonly PropertyChange[]): Draft['action'] {
  if (properties.some(({ forces }) => forces === 'replace')) return 'replace';
  return properties.some(({ forces }) => forces === 'may-replace') ? 'may-replace' : 'update';
}

function reason(type: string, properties: readonly PropertyChange[]): string {
  const names = (forces: PropertyChange['forces']) => [...new Set(properties.filter((change) => change.forces === forces).map(({ path }) => path))].join(', ');
  const table = forceNewOf(type);
  if (properties.some(({ forces }) => forces === 'replace')) return `${names('replace')} cannot be changed in place (${table?.provider} ${table?.version})`;
  const unknown = names('may-replace');
  return unknown === '' ? '' : `offline it is not known whether ${unknown} can be changed in place: a plan shows it`;
}

/** What is made anew gets a new id, and every argument that cannot change in place and refers to that id makes its own resource anew. */
function downstream(drafts: readonly Draft[], before: SynthesizedStack, after: SynthesizedStack): Draft[] {
  const result = new Map(drafts.map((draft) => [draft.id, draft]));
  const known = byId(before);
  for (let grown = true; grown; ) {
    grown = false;
    for (const resource of after.resources) {
      const draft = result.get(resource.id);
      if (!known.has(resource.id) || draft?.action === 'replace') continue;
      for (const [path, text] of strings(content(resource))) {
        const target = [...text.matchAll(/\$\{[^}]*?\b([a-z0-9]+_[a-z0-9_]+\.[A-Za-z0-9_-]+)\.([a-z_]+)/g)].find(
          ([, id = '', attribute = '']) => result.get(id)?.action === 'replace' && isComputed(after, id, attribute),
        )?.[1];
        if (target === undefined || onChange(resource.type, path) !== 'replace') continue;
        const forced: PropertyChange = { path, lines: [`  refers to ${target}, which is made anew`], forces: 'replace' };
        const why = `${path} refers to ${target}, which is made anew`;
        const base = draft ?? { cloud: resource.stack.cloud, stack: resource.stack.name, id: resource.id, type: resource.type, origin: resource.origin };
        result.set(resource.id, { ...base, action: 'replace', properties: [...(draft?.properties ?? []), forced], why });
        grown = true;
        break;
      }
    }
  }
  return [...result.values()].map(withoutNoise);
}

function withoutNoise(draft: Draft): Draft {
  if (draft.action !== 'replace' || draft.noise === undefined) return draft;
  const { noise: _, ...rest } = draft;
  return rest;
}

/** An argument written in the module is known before the deployment; what the provider makes up is not. */
function isComputed(stack: SynthesizedStack, id: string, attribute: string): boolean {
  return byId(stack).get(id)?.properties[attribute] === undefined;
}

const parts = ['provider', 'data', 'variable', 'output', 'locals', 'removed', 'import', 'check'] as const;

/** What a module holds besides resources; versions of providers and the place of the state among it. */
function partChanges(before: SynthesizedStack, after: SynthesizedStack): Draft[] {
  const base = { cloud: after.cloud, stack: after.name, origin: after.origin } as const;
  const [was, is] = [record(before.document['terraform']), record(after.document['terraform'])];
  const settings = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
  const drafts = [
    ...settings.map((key) => [`terraform.${key}`, was[key], is[key]] as const),
    ...parts.map((part) => [part, before.document[part], after.document[part]] as const),
  ];
  return drafts.flatMap(([id, from, to]): Draft[] => {
    if (canonical(from) === canonical(to)) return [];
    const properties = differences(from ?? {}, to ?? {});
    return [{ ...base, id, type: id, action: 'update', properties, why: partReasons[id] ?? '' }];
  });
}

const partReasons: Readonly<Record<string, string>> = {
  'terraform.backend': 'the state is looked for at another place: `terraform init -migrate-state` moves it, without it everything is created again',
  'terraform.required_providers': 'another provider version reads the same module: plan with it before the merge',
};

function byId(stack: SynthesizedStack): Map<string, Resource> {
  return new Map(stack.resources.map((resource) => [resource.id, resource]));
}
