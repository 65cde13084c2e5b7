import { physicalName } from '../../evidence/synthesized/physical-name.js';
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
  if (name === undefined || name.length < shortest || (is !== undefined && physicalName(is) !== name)) return [];
  return after
    .filter((stack) => stack.name !== draft.stack && JSON.stringify(stack.document).includes(name))
    .flatMap((stack) => stack.resources.flatMap((resource) => namings(resource, name)));
}

/** As a text of its own, or as the end of an ARN, a path or an id; what tags say names nothing. */
function namings(resource: Resource, name: string): Naming[] {
  const isNamed = (text: string) => text === name || text.endsWith(`/${name}`) || text.endsWith(`:${name}`) || text.includes(`/${name}/`);
  const found = [...strings(resource.properties)].filter(([path, text]) => isNamed(text) && !/^(Tags|tags|labels)\b/.test(path));
  return found.slice(0, 1).map(([path]) => ({ stack: resource.stack.name, id: resource.id, path }));
}
