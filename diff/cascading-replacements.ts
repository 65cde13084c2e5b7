import type { Resource, SynthesizedStack } from '../evidence/synthesized/stack.js';
import type { Draft, PropertyChange } from './change.js';
import { attributeChange, setsOff } from './changed-attributes.js';
import { onChange } from './force-new.js';
import { referencesOf, replacementTriggers } from './terraform-references.js';

/** Content of a resource that is compared. */
type Content = (resource: Resource) => unknown;

/** Drafts and resources of a module by address. */
interface Module {
  readonly drafts: ReadonlyMap<string, Draft>;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly content: Content;
}

/**
 * Adds what a change does to the resources that refer to the changed one. A replaced resource has a new id, and an argument
 * that takes it changes: in place, or by a replacement where it cannot, which can replace the next resource in turn.
 */
export function withCascadingReplacements(drafts: readonly Draft[], before: SynthesizedStack, after: SynthesizedStack, content: Content): Draft[] {
  const result = new Map(drafts.map((draft) => [draft.id, draft]));
  const module: Module = { drafts: result, resources: new Map(after.resources.map((resource) => [resource.id, resource])), content };
  const existing = new Set([...before.resources.map(({ id }) => id), ...moved(drafts)]);
  const candidates = after.resources.filter(({ id }) => existing.has(id));
  for (let settled = false; !settled; ) {
    settled = true;
    for (const resource of candidates) {
      const draft = cascaded(resource, module);
      if (draft === undefined) continue;
      result.set(resource.id, draft);
      settled = false;
    }
  }
  return [...result.values()];
}

/** Addresses of what existed under another one. */
function moved(drafts: readonly Draft[]): string[] {
  return drafts.flatMap(({ id, from }) => (from === undefined ? [] : [id]));
}

/** Draft of a resource with the strongest effect that its references have and it does not show yet; undefined when there is none. */
function cascaded(resource: Resource, module: Module): Draft | undefined {
  const draft = module.drafts.get(resource.id);
  if (draft !== undefined && ['replace', 'create', 'import'].includes(draft.action)) return undefined;
  const shown = new Map(draft?.properties.map(({ path, forces }) => [path, strength[forces ?? 'update']]));
  const [effect] = [...effectsOf(resource, module)]
    .filter(({ path, effect }) => strength[effect] > (shown.get(path) ?? -1))
    .sort((a, b) => strength[b.effect] - strength[a.effect]);
  return effect && withEffect(draft ?? unchanged(resource), effect);
}

const strength = { update: 0, 'may-replace': 1, replace: 2 } as const;

/** What a change of another resource does to an argument. */
interface CascadedEffect {
  readonly path: string;
  readonly effect: keyof typeof strength;
  readonly because: string;
}

function* effectsOf(resource: Resource, { drafts, resources, content }: Module): Iterable<CascadedEffect> {
  for (const { path, id, attribute } of replacementTriggers(resource)) {
    const target = drafts.get(id);
    if (target !== undefined && setsOff(target, attribute, resources.get(id)))
      yield { path, effect: 'replace', because: `refers to ${id}, whose changes are to replace it too` };
  }
  for (const { path, id, attribute } of referencesOf(resource, content(resource))) {
    const target = drafts.get(id);
    const change = target && attributeChange(target, attribute, resources.get(id));
    if (change === undefined) continue;
    const { effect } = onChange(resource.type, { path, lines: [] });
    const because = `refers to ${id}, ${change.because}`;
    if (effect === 'replace' || effect === 'may-replace') yield { path, effect: change.certain ? effect : 'may-replace', because };
    else if (change.certain) yield { path, effect: 'update', because };
  }
}

function withEffect({ noise: _, ...draft }: Draft, { path, effect, because }: CascadedEffect): Draft {
  const property: PropertyChange = { path, lines: [`  ${because}`], ...(effect !== 'update' && { forces: effect }) };
  const properties = [...draft.properties.filter((other) => other.path !== path), property];
  const outranks = strength[effect] > (draft.action === 'may-replace' ? strength['may-replace'] : strength.update);
  return outranks ? { ...draft, action: effect, properties, why: `${path} ${because}` } : { ...draft, properties };
}

function unchanged({ stack, id, type, origin }: Resource): Draft {
  return { cloud: stack.cloud, stack: stack.name, id, type, origin, action: 'update', properties: [], why: '' };
}
