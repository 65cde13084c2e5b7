import { unanswered } from '../../catalogue/review.js';
import { cloudOfType, isDescribed } from '../../clouds/clouds.js';
import { extensionOfStack, isExtended } from '../../derived/extensions.js';
import { pathOf } from '../../topology/path.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'state/unreviewed-type',
  severity: 'error',
  title: 'Every type of resource has a row in the catalogue or an extension in force, and every provider a descriptor.',
  why: 'Rules and the diff ask the catalogue what a type holds, who reaches it, what copies it and what replaces it. Of a type without a row they know nothing, so they would find nothing: a queue with prompts, a public endpoint or a replica in another region would pass every one of them.',
  fix: 'Add a row to the table of its service in catalogue/ (docs/contributing/add-a-type.md), take the resource out, or declare the type in an extension (docs/landing-zone.md).',
  source: 'docs/adr/0067-one-row-per-type.md',

  *stack(stack) {
    if (stack.cloud !== 'unknown') return;
    yield { path: stack.origin, stack, message: `${stack.name} is a module of no provider that clouds/ describes. Allowed: those that clouds/ describes.` };
  },

  *resource(resource, { topology, asOf }) {
    const { type, origin, stack } = resource;
    const extended = isExtended(topology, asOf, { kind: 'type', value: type, stack: stack.name });
    const extension = extensionOfStack(topology, stack.name);
    if (extension !== undefined && !extended)
      yield {
        path: pathOf('extensions', extension),
        resource,
        message: `${type} is in the stack of your own ${stack.name}, and no extension in force declares it. Allowed there: types that extensions.${extension}.types lists.`,
        fix: 'Add the type to the extension after a review, or take the resource out of the code.',
      };
    if (extended || extension !== undefined) return;
    const cloud = cloudOfType(type);
    // Terraform's own types are of no cloud; a row is all they need.
    const stranger =
      cloud === undefined ? 'a provider that clouds/ does not know' : isDescribed(cloud) ? undefined : `${cloud}, which clouds/ knows by name only`;
    const missing = unanswered(type);
    if (missing.length === 0) return;
    const whose = stranger === undefined ? '' : `, a type of ${stranger},`;
    const gap = missing === 'row' ? 'has no row in the catalogue' : `has a row in the catalogue without ${missing.join(', ')}`;
    yield { path: origin, resource, message: `${type}${whose} ${gap}, so it is unknown what it holds, who reaches it and what copies it.` };
  },
};
