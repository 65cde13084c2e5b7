import { namePaths, physicalName } from '../../evidence/synthesized/physical-name.js';
import { type Resource, type SynthesizedStack, strings } from '../../evidence/synthesized/stack.js';
import type { Draft } from '../change.js';

/** A resource of another stack that names what goes, and where it does. */
export interface Naming {
  readonly stack: string;
  readonly id: string;
  readonly path: string;
}

/** Shorter names, such as `main`, are in too many places to say which of them is this resource. */
const shortest = 8;

/**
 * Where other stacks name a resource that goes or is made again under its name. No template shows the reference, their text stays, and so nothing
 * deploys them again: what they name is missing meanwhile, and the new one has none of what they attached to the old one.
 */
export function namedElsewhere(draft: Draft, before: readonly SynthesizedStack[], after: readonly SynthesizedStack[]): readonly Naming[] {
  if (draft.whole !== undefined || !['replace', 'may-replace', 'delete'].includes(draft.action)) return [];
  const find = (stacks: readonly SynthesizedStack[]) => stacks.find(({ name }) => name === draft.stack)?.resources.find(({ id }) => id === draft.id);
  const [was, is] = [find(before), find(after)];
  const name = was && physicalName(was);
  if (was === undefined || name === undefined || name.length < shortest || (is !== undefined && physicalName(is) !== name)) return [];
  return after
    .filter((stack) => stack.name !== draft.stack && JSON.stringify(stack.document).includes(name))
    .flatMap((stack) => stack.resources.flatMap((resource) => namings(resource, was.type, name)));
}

/** As a text of its own, or as the end of an ARN, a path or an id. What tags and titles say names nothing, nor does what the other is called itself. */
function namings(resource: Resource, type: string, name: string): Naming[] {
  const isNamed = (text: string) =>
    (text === name || text.endsWith(`/${name}`) || text.endsWith(`:${name}`) || text.includes(`/${name}/`)) && isOf(type, text, name);
  const itsOwn = namePaths(resource.type);
  const found = [...strings(resource.properties)].filter(
    ([path, text]) => isNamed(text) && !itsOwn.includes(path) && !/^(Tags|tags|labels)\b|display_name$/.test(path),
  );
  return found.slice(0, 1).map(([path]) => ({ stack: resource.stack.name, id: resource.id, path }));
}

/** Whether a path of Google or Azure, in which each name follows what it is a name of (`networks/grounding`), may lead to a resource of a type. */
function isOf(type: string, text: string, name: string): boolean {
  if (!/^(projects|\/subscriptions)\//.test(text) || type.startsWith('azapi_')) return true;
  const words = type.replaceAll('_', '');
  return text.split('/').some((part, index, parts) => part === name && words.includes((parts[index - 1] ?? '').toLowerCase().replace(/(ies|es|s)$/, '')));
}
