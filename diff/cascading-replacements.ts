import { dig, type Resource, type SynthesizedStack, strings } from '../evidence/synthesized/stack.js';
import type { Draft, PropertyChange } from './change.js';
import { onChange, placeOf } from './force-new.js';
import { isIgnored, triggersOf } from './lifecycle.js';

type Forces = NonNullable<PropertyChange['forces']>;

/** What a change of another resource does to one that refers to it. */
interface Forced {
  readonly path: string;
  /** @default - changed in place */
  readonly forces?: Forces;
  readonly line: string;
}

/**
 * What is made anew gets a new id, and what refers to it changes with it: in place, or anew where the argument cannot change.
 * So it does with an argument of another resource that changes, and by `replace_triggered_by`. What may be replaced may take
 * its followers along.
 */
export function withCascadingReplacements(
  drafts: readonly Draft[],
  before: SynthesizedStack,
  after: SynthesizedStack,
  content: (resource: Resource) => unknown,
): Draft[] {
  const result = new Map(drafts.map((draft) => [draft.id, draft]));
  const resources = new Map(after.resources.map((resource) => [resource.id, resource]));
  const existing = new Set([...before.resources.map(({ id }) => id), ...drafts.flatMap(({ id, from }) => (from === undefined ? [] : [id]))]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const resource of after.resources) {
      const draft = result.get(resource.id);
      if (!existing.has(resource.id) || draft?.action === 'replace' || draft?.action === 'create' || draft?.action === 'import') continue;
      const told = new Map(draft?.properties.map(({ path, forces }) => [path, weight(forces)]));
      const [forced] = [...forcedBy(resource, result, resources, content)]
        .filter(({ path, forces }) => weight(forces) > (told.get(path) ?? -1))
        .sort((a, b) => weight(b.forces) - weight(a.forces));
      if (forced === undefined) continue;
      result.set(resource.id, follow(resource, draft, forced));
      grown = true;
    }
  }
  return [...result.values()];
}

function weight(forces: Forces | undefined): number {
  return forces === 'replace' ? 2 : forces === 'may-replace' ? 1 : 0;
}

function* forcedBy(
  resource: Resource,
  drafts: ReadonlyMap<string, Draft>,
  resources: ReadonlyMap<string, Resource>,
  content: (resource: Resource) => unknown,
): Iterable<Forced> {
  for (const trigger of triggersOf(resource)) {
    const target = [...drafts.values()].find(({ id }) => trigger === id || trigger.startsWith(`${id}.`) || trigger.startsWith(`${id}[`));
    if (target !== undefined && triggers(target, trigger.slice(target.id.length).replace(/^(\[[^\]]*\])?\.?/, ''), resources))
      yield { path: 'lifecycle.replace_triggered_by', forces: 'replace', line: `  refers to ${target.id}, whose changes are to replace it too` };
  }
  for (const [path, text] of strings(content(resource))) {
    if (/^(depends_on|lifecycle|provider)\b/.test(path) || isIgnored(resource, path)) continue;
    for (const [, id = '', attribute = ''] of text.matchAll(
      /\$\{[^}]*?\b([a-z0-9]+_[a-z0-9_]+\.[A-Za-z0-9_-]+)(?:\[[^\]]*\])?\.([a-z_]+(?:\.[a-z_]+|\[[^\]]*\])*)/g,
    )) {
      const change = changeOf(drafts.get(id), attribute, resources.get(id));
      if (change === undefined) continue;
      const { effect } = onChange(resource.type, { path, lines: [] });
      const forces = effect === 'replace' && change.sure ? 'replace' : effect === 'replace' || effect === 'may-replace' ? 'may-replace' : undefined;
      if (forces !== undefined || change.sure) yield { path, ...(forces !== undefined && { forces }), line: `  refers to ${id}, ${change.words}` };
    }
  }
}

/** Whether an attribute of a changed resource becomes another one. What is written in the module changes only when that does. */
function changeOf(draft: Draft | undefined, attribute: string, resource: Resource | undefined): { readonly sure: boolean; readonly words: string } | undefined {
  if (draft === undefined || draft.action === 'create' || draft.noise !== undefined) return undefined;
  if (isWritten(resource, attribute)) return changes(draft, attribute) ? { sure: true, words: `whose ${attribute} changes` } : undefined;
  if (draft.action === 'replace') return { sure: true, words: 'which is made anew' };
  return draft.action === 'may-replace' ? { sure: false, words: 'which may be made anew' } : undefined;
}

/** Only changes that reach the resource count: a new one or a folded one triggers nothing. */
function triggers({ id, action, noise, properties }: Draft, attribute: string, resources: ReadonlyMap<string, Resource>): boolean {
  if ((action !== 'update' && action !== 'replace' && action !== 'may-replace') || (noise !== undefined && noise !== 'hash')) return false;
  if (attribute === '') return properties.some(({ path, idle }) => idle === undefined && !/^(lifecycle|depends_on|timeouts)\b/.test(path));
  return isWritten(resources.get(id), attribute) ? changes({ properties }, attribute) : action !== 'update';
}

/** An argument written in the module is known before the deployment; what the provider makes up is not. */
function isWritten(resource: Resource | undefined, attribute: string): boolean {
  return resource !== undefined && dig(resource.properties, ...placeOf(attribute).split('.')) !== undefined;
}

/** Whether a written argument, or something in it, becomes another one. */
function changes({ properties }: Pick<Draft, 'properties'>, attribute: string): boolean {
  const name = placeOf(attribute);
  return properties.some(({ path, idle }) => {
    const place = placeOf(path);
    return idle === undefined && (place === name || place.startsWith(`${name}.`) || name.startsWith(`${place}.`));
  });
}

function follow(resource: Resource, draft: Draft | undefined, { path, forces, line }: Forced): Draft {
  const start = {
    cloud: resource.stack.cloud,
    stack: resource.stack.name,
    id: resource.id,
    type: resource.type,
    origin: resource.origin,
    action: 'update',
    properties: [],
    why: '',
  } as const;
  const { noise: _, ...rest }: Draft = draft ?? start;
  const others = rest.properties.filter((property) => property.path !== path);
  const properties = [...others, { path, lines: [line], ...(forces !== undefined && { forces }) }];
  const grows = forces !== undefined && weight(forces) > (draft?.action === 'may-replace' ? 1 : 0);
  return grows ? { ...rest, action: forces, properties, why: `${path} ${line.trim()}` } : { ...rest, properties };
}
