import { expectedStacks } from '../../derived/expected-stacks.js';
import { whyNotInForce } from '../../derived/extensions.js';
import { pathOf } from '../../topology/path.js';
import type { Extension } from '../../topology/schema/extensions.js';
import { didYouMean } from '../../topology/suggest.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'state/extension',
  severity: 'error',
  title: 'Every extension is in force, by its days and by an approval that speaks of it, and names stacks that there are.',
  why: 'An extension that has lapsed allows nothing any more, so what it was for becomes findings one after another. One that nobody approved never allowed anything, and one for a stack that was renamed or misspelt allows nothing either. Each is found here once, with the reason.',
  fix: 'Renew the extension and its approval after a review, or remove it together with what it was for.',

  *topology({ topology, outputs, asOf }) {
    const stacks = expectedStacks(topology, outputs).map(({ name }) => name);
    for (const [id] of sortedEntries(topology.extensions)) {
      const why = whyNotInForce(topology, id, asOf);
      if (why === undefined) yield* strangeStacks(id, topology.extensions[id], stacks);
      else
        yield {
          path: pathOf('extensions', id),
          message: `${id} ${why}, and allows nothing on ${asOf}. Allowed: an extension in force, whose approval is of kind extension, for extensions.${id}, and in force.`,
        };
    }
  },
};

/** Names of stacks that the topology does not have. */
function* strangeStacks(id: string, extension: Extension | undefined, known: readonly string[]): Iterable<Violation> {
  const named = [
    ...(extension?.stacks ?? []).map((name, index) => [name, `stacks[${index}]`] as const),
    ...(extension?.containers ?? []).map(({ stack }, index) => [stack, `containers[${index}].stack`] as const),
  ];
  for (const [name, field] of named.filter(([name]) => !known.includes(name))) {
    yield {
      path: `${pathOf('extensions', id)}.${field}`,
      message: `There is no stack ${name}, so that this allows nothing.${didYouMean(name, known)} Allowed: the name of a template or module of this topology.`,
      fix: 'Correct the name of the stack, or take it out together with what it was for.',
    };
  }
}
