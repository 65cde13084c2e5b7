import { blocks, type Resource, record, type SynthesizedStack } from '../evidence/synthesized/stack.js';
import { placeOf } from './force-new.js';

/** Addresses that a module itself moves, old to new. A block that has done its work already moves nothing. */
export function movedBlocks(before: SynthesizedStack, after: SynthesizedStack): Map<string, string> {
  const [was, is] = [idsOf(before), idsOf(after)];
  const next = new Map(blocks(after.document['moved']).map(({ from, to }) => [String(from), String(to)]));
  const target = (id: string, steps = next.size): string => (is.has(id) || steps === 0 ? id : target(next.get(id) ?? id, steps - 1));
  return new Map(
    [...was].flatMap((id) => {
      const to = target(id);
      return to !== id && is.has(to) && !was.has(to) ? [[id, to] as const] : [];
    }),
  );
}

export const forgets = 'a removed block in the module: it leaves the state and stays as it is, unmanaged';

/** What a module lets go of without destroying it: `removed` blocks that say so. */
export function forgotten(stack: SynthesizedStack): ReadonlySet<string> {
  const kept = blocks(stack.document['removed']).filter(({ lifecycle }) => blocks(lifecycle).some(({ destroy }) => destroy === false));
  return new Set(kept.map(({ from }) => String(from)));
}

/** What a module adopts, by address, with the id under which it exists. */
export function imported(stack: SynthesizedStack): ReadonlyMap<string, string> {
  return new Map(blocks(stack.document['import']).map(({ to, id }) => [String(to), String(id ?? 'given by identity')]));
}

/** Whether Terraform leaves a changed argument of an existing resource as it is. */
export function isIgnored({ definition }: Resource, path: string): boolean {
  const names = lifecycleOf(definition)['ignore_changes'];
  const list = (Array.isArray(names) ? names : names === undefined ? [] : [names]).map((name) => placeOf(String(name)));
  const place = placeOf(path);
  if (/^(lifecycle|depends_on|provider|count|for_each)(\.|$)/.test(place)) return false;
  return list.some((name) => name === 'all' || place === name || place.startsWith(`${name}.`));
}

/** What replaces a resource whenever it changes: addresses, with or without an attribute. */
export function triggersOf({ definition }: Resource): readonly string[] {
  const names = lifecycleOf(definition)['replace_triggered_by'];
  return Array.isArray(names) ? names.map((name) => String(name).replace(/^\$\{(.*)\}$/, '$1')) : [];
}

/** What the lifecycle of a resource says about its replacement, in words; empty when nothing. */
export function replacementOrder(resource: Resource): string {
  return lifecycleOf(resource.definition)['create_before_destroy'] === true ? 'the new one is made before the old one goes (create_before_destroy)' : '';
}

export function isProtected(resource: Resource | undefined): boolean {
  return lifecycleOf(resource?.definition ?? {})['prevent_destroy'] === true;
}

/** JSON takes a block as an object or a list of one. */
function lifecycleOf(definition: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return blocks(definition['lifecycle'])[0] ?? record(undefined);
}

function idsOf(stack: SynthesizedStack): ReadonlySet<string> {
  return new Set(stack.resources.map(({ id }) => id));
}
