import { type Resource, type SynthesizedStack, strings } from '../policy/synthesized.js';
import type { Draft, PropertyChange } from './change.js';
import { onChange } from './force-new.js';
import { triggersOf } from './lifecycle.js';

type Forces = NonNullable<PropertyChange['forces']>;

interface Forced {
  readonly path: string;
  readonly target: string;
  readonly forces: Forces;
  readonly line: string;
}

/**
 * What is made anew gets a new id, and every argument that cannot change in place and refers to that id makes its own
 * resource anew; so does `replace_triggered_by`. What may be replaced may take its followers along.
 */
export function withFollowers(drafts: readonly Draft[], before: SynthesizedStack, after: SynthesizedStack, content: (resource: Resource) => unknown): Draft[] {
  const result = new Map(drafts.map((draft) => [draft.id, draft]));
  const resources = new Map(after.resources.map((resource) => [resource.id, resource]));
  const existing = new Set([...before.resources.map(({ id }) => id), ...drafts.flatMap(({ id, from }) => (from === undefined ? [] : [id]))]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const resource of after.resources) {
      const draft = result.get(resource.id);
      if (!existing.has(resource.id) || draft?.action === 'replace') continue;
      const forced = [...forcedBy(resource, result, resources, content)].sort((a, b) => (a.forces === b.forces ? 0 : a.forces === 'replace' ? -1 : 1))[0];
      if (forced === undefined || (forced.forces === 'may-replace' && draft?.action === 'may-replace')) continue;
      result.set(resource.id, follow(resource, draft, forced));
      grown = true;
    }
  }
  return [...result.values()];
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
      yield {
        path: 'lifecycle.replace_triggered_by',
        target: target.id,
        forces: 'replace',
        line: `  refers to ${target.id}, whose changes are to replace it too`,
      };
  }
  for (const [path, text] of strings(content(resource))) {
    for (const [, id = '', attribute = ''] of text.matchAll(/\$\{[^}]*?\b([a-z0-9]+_[a-z0-9_]+\.[A-Za-z0-9_-]+)\.([a-z_]+)/g)) {
      const action = drafts.get(id)?.action;
      if ((action !== 'replace' && action !== 'may-replace') || isWritten(resources.get(id), attribute)) continue;
      const { effect } = onChange(resource.type, { path, lines: [] });
      if (effect !== 'replace') continue;
      const [forces, words] = action === 'replace' ? (['replace', 'is'] as const) : (['may-replace', 'may be'] as const);
      yield { path, target: id, forces, line: `  refers to ${id}, which ${words} made anew` };
    }
  }
}

/** Only changes that reach the resource count: a new one or a folded one triggers nothing. */
function triggers({ id, action, noise, properties }: Draft, attribute: string, resources: ReadonlyMap<string, Resource>): boolean {
  if ((action !== 'update' && action !== 'replace' && action !== 'may-replace') || (noise !== undefined && noise !== 'hash')) return false;
  const real = properties.filter(({ path, idle }) => idle === undefined && !/^(lifecycle|depends_on|timeouts)\b/.test(path)).map(({ path }) => path);
  if (attribute === '') return real.length > 0;
  const made = action !== 'update' && !isWritten(resources.get(id), attribute);
  return made || real.some((path) => path === attribute || path.startsWith(`${attribute}.`) || path.startsWith(`${attribute}[`));
}

/** An argument written in the module is known before the deployment; what the provider makes up is not. */
function isWritten(resource: Resource | undefined, attribute: string): boolean {
  return resource?.properties[attribute] !== undefined;
}

function follow(resource: Resource, draft: Draft | undefined, { path, target, forces, line }: Forced): Draft {
  const base = draft ?? { cloud: resource.stack.cloud, stack: resource.stack.name, id: resource.id, type: resource.type, origin: resource.origin };
  const { noise: _, ...rest } = { noise: undefined, ...base };
  const why = `${path} refers to ${target}, ${line.replace(/^.*?, /, '')}`;
  return { ...rest, action: forces, properties: [...(draft?.properties ?? []), { path, lines: [line], forces }], why };
}
