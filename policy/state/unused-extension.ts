import { whyNotInForce } from '../../derived/extensions.js';
import { unusedIn } from '../../evidence/extensions/unused.js';
import { pathOf } from '../../topology/path.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'state/unused-extension',
  severity: 'error',
  title: 'What an extension declares is in the output.',
  why: 'An extension is a door that somebody approved for one thing. Where that thing is gone, or never came, the door waits for the next one of the same name, which nobody has seen.',
  fix: 'Take the entry out of the extension, or the whole extension. Declare it with the change that needs it.',

  *both(stacks, { topology, outputs, asOf }) {
    for (const [id] of sortedEntries(topology.extensions)) {
      // One that allows nothing is found by state/extension.
      if (whyNotInForce(topology, id, asOf) !== undefined) continue;
      for (const { field, index, what } of unusedIn(topology, outputs, id, stacks)) {
        const where = topology.extensions[id]?.stacks?.join(' and ') ?? 'the output';
        yield {
          path: `${pathOf('extensions', id, field)}[${index}]`,
          message: `${what} is not in ${field === 'containers' ? 'its stack' : where}. Allowed: what is there.`,
        };
      }
    }
  },
};
