import { fullDiff, type ResourceDifference } from '@aws-cdk/cloudformation-diff';
import { revisionOf, specificationException } from '../catalogue/asked.js';
import { canonical, sameMeaning } from '../evidence/synthesized/canonical.js';
import { type Resource, record, type SynthesizedStack } from '../evidence/synthesized/stack.js';
import type { Draft, PropertyChange } from './change.js';
import { noiseOf } from './noise.js';
import { differences } from './values.js';

type Resources = ReadonlyMap<string, Resource>;
type Texts = ReadonlyMap<string, string>;
type Template = { readonly Resources: Readonly<Record<string, unknown>> };
type Impact = 'WILL_REPLACE' | 'MAY_REPLACE' | string;

/** Changes between two templates of one stack. What replaces a resource is AWS's own specification, through cloudformation-diff. */
export function cloudFormationChanges(before: SynthesizedStack, after: SynthesizedStack): Draft[] {
  if (canonical(before.document) === canonical(after.document) && JSON.stringify(before.document) === JSON.stringify(after.document)) return [];
  const impacts = impactsOf(before, after);
  const [was, is] = [byId(before), byId(after)];
  const resources = [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((id) => resourceChange(was.get(id), is.get(id), impacts.get(id)));
  return [...resources, ...partChanges(before, after)];
}

/** Per resource, what CloudFormation does when each changed property changes. */
function impactsOf(before: SynthesizedStack, after: SynthesizedStack): Map<string, ReadonlyMap<string, Impact>> {
  const impacts = new Map<string, ReadonlyMap<string, Impact>>();
  const [was, is] = concerned(byId(before), byId(after));
  fullDiff(was, is).resources.forEachDifference((id: string, difference: ResourceDifference) => {
    const changed = Object.entries(difference.propertyUpdates).map(([name, update]) => [name, String(update.changeImpact)] as const);
    impacts.set(id, new Map(changed));
  });
  return impacts;
}

/**
 * Templates of the resources that differ, or that name one that does, however indirectly: only these can be replaced. The comparison
 * walks all that it is given several times, and most of a stack is as it was.
 */
function concerned(before: Resources, after: Resources): readonly [Template, Template] {
  const texts = (resources: Resources): Texts => new Map([...resources].map(([id, { definition }]) => [id, JSON.stringify(definition)]));
  const [was, is] = [texts(before), texts(after)];
  const ids = new Set([...was.keys(), ...is.keys()].filter((id) => was.get(id) !== is.get(id)));
  // What is added meanwhile is visited, too.
  for (const id of ids) for (const [other, text] of is) if (text.includes(id)) ids.add(other);
  const only = (resources: Resources): Template => ({
    Resources: Object.fromEntries([...resources].flatMap(([id, { definition }]) => (ids.has(id) ? [[id, definition]] : []))),
  });
  return [only(before), only(after)];
}

function resourceChange(before: Resource | undefined, after: Resource | undefined, impacts: ReadonlyMap<string, Impact> = new Map()): Draft[] {
  const resource = after ?? before;
  if (resource === undefined) return [];
  const base = { cloud: 'aws', stack: resource.stack.name, id: resource.id, type: resource.type, origin: resource.origin } as const;
  if (before === undefined) return [{ ...base, action: 'create', properties: [], why: '' }];
  if (after === undefined) return [{ ...base, action: 'delete', properties: [], why: '' }];
  if (before.type !== after.type) {
    return [{ ...base, action: 'replace', properties: [{ path: 'Type', before: before.type, after: after.type, forces: 'replace' }], why: 'its type changes' }];
  }
  if (JSON.stringify(before.definition) === JSON.stringify(after.definition) && impacts.size === 0) return [];
  const { Properties: wasProperties, ...wasRest } = before.definition;
  const { Properties: isProperties, ...isRest } = after.definition;
  const inside = differences(wasProperties ?? {}, isProperties ?? {}, 'Properties').map((change) => withImpact(change, before, after, impacts));
  const around = differences(wasRest, isRest);
  const properties = [...inside, ...around, ...downstream(inside, impacts)];
  const noise = noiseOf(properties);
  const action = properties.some(({ forces }) => forces === 'replace')
    ? 'replace'
    : properties.some(({ forces }) => forces === 'may-replace')
      ? 'may-replace'
      : 'update';
  return [{ ...base, action, properties, why: reason(after.type, properties, action), ...(noise !== undefined && { noise }) }];
}

function withImpact(change: PropertyChange, before: Resource, after: Resource, impacts: ReadonlyMap<string, Impact>): PropertyChange {
  const name = propertyName(change.path);
  const impact = impacts.get(name);
  // A property that reads the same after normalization was only written another way.
  if (impact === undefined || canonical(before.properties[name], name) === canonical(after.properties[name], name)) return change;
  if (impact === 'WILL_REPLACE') return { ...change, forces: 'replace' };
  if (impact === 'MAY_REPLACE') return { ...change, forces: 'may-replace' };
  const known = specificationException(after.type, name);
  if (known === undefined || known.effect === 'none' || known.effect === 'update') return change;
  return { ...change, forces: known.effect, ...(known.why !== undefined && { note: known.why }) };
}

/** Properties that stay as written but refer to a resource that is replaced. */
function downstream(inside: readonly PropertyChange[], impacts: ReadonlyMap<string, Impact>): PropertyChange[] {
  const seen = new Set(inside.map(({ path }) => propertyName(path)));
  return [...impacts]
    .filter(([name, impact]) => !seen.has(name) && /_REPLACE$/.test(impact))
    .map(([name, impact]) => ({
      path: `Properties.${name}`,
      lines: ['  refers to a resource that is replaced'],
      forces: impact === 'WILL_REPLACE' ? 'replace' : 'may-replace',
    }));
}

function propertyName(path: string): string {
  return /^Properties\.([^.[\s]+)/.exec(path)?.[1] ?? '';
}

function reason(type: string, properties: readonly PropertyChange[], action: Draft['action']): string {
  const forcing = [...new Set(properties.filter(({ forces }) => forces !== undefined).map(({ path }) => propertyName(path) || path))];
  if (forcing.length === 0) return '';
  const revision = revisionOf(type);
  if (revision !== undefined) return revision;
  // What the specification does not tell, a note does.
  const source = properties.some(({ forces, note }) => forces !== undefined && note === undefined) ? ' (CloudFormation resource specification)' : '';
  return `${forcing.join(', ')} ${action === 'replace' ? 'cannot be changed in place' : 'can be changed in place only under conditions'}${source}`;
}

const parts = ['Parameters', 'Conditions', 'Mappings', 'Outputs', 'Transform', 'Hooks'] as const;

/** What a template holds besides resources. Its description and rules of the tool are left to the last, folded. */
function partChanges(before: SynthesizedStack, after: SynthesizedStack): Draft[] {
  const base = { cloud: 'aws', stack: after.name, origin: after.origin } as const;
  const named = parts.flatMap((part) => {
    const [was, is] = [record(before.document[part]), record(after.document[part])];
    return [...new Set([...Object.keys(was), ...Object.keys(is)])].sort().flatMap((id): Draft[] => {
      if (sameMeaning(was[id], is[id], id)) return [];
      const action = was[id] === undefined ? 'create' : is[id] === undefined ? 'delete' : 'update';
      const properties = action === 'update' ? differences({ [id]: was[id] }, { [id]: is[id] }) : [];
      const noise = id === 'BootstrapVersion' ? ({ noise: 'metadata' } as const) : {};
      return [{ ...base, id: `${part}.${id}`, type: part.replace(/s$/, ''), action, properties, why: '', ...noise }];
    });
  });
  const told = new Set<string>([...parts, 'Resources']);
  const rest = (stack: SynthesizedStack) => Object.fromEntries(Object.entries(stack.document).filter(([key]) => !told.has(key)));
  const other = differences(rest(before), rest(after));
  const settings = differences(
    { terminationProtection: before.terminationProtection ?? false },
    { terminationProtection: after.terminationProtection ?? false },
  );
  return [
    ...named,
    ...(settings.length > 0 ? [{ ...base, id: after.name, type: 'Stack', action: 'update', properties: settings, why: '' } as const] : []),
    ...(other.length > 0 ? [{ ...base, id: 'Template', type: 'Template', action: 'update', properties: other, why: '', noise: 'metadata' } as const] : []),
  ];
}

function byId(stack: SynthesizedStack): Map<string, Resource> {
  return new Map(stack.resources.map((resource) => [resource.id, resource]));
}
