import { traitsOf } from '../../hosts/traits.js';
import { pathOf } from '../../topology/path.js';
import { entity, sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'lifecycle/retired',
  severity: 'fatal',
  title: 'The host has not retired the model.',
  why: 'After its end of life a model answers nothing: calls fail at once, and nothing in a template shows it. Bedrock ended Llama 3.1 405B and all of Llama 3.2 in July 2026.',
  fix: 'Move the workload to a model that the host still serves, or self-host the retired one.',

  *topology({ topology, asOf }) {
    for (const [id, host] of sortedEntries(topology.hosts)) {
      const { release } = entity(topology.models, host.model);
      const retired = traitsOf(host).offer.retirement(release);
      // Of an unknown day all that is known is that it has passed.
      if (retired !== 'none' && (retired.on === 'unknown' || retired.on <= asOf)) {
        yield {
          path: pathOf('hosts', id, 'model'),
          message: `${release} was retired on ${host.kind} ${retired.on === 'unknown' ? 'at an unknown date' : `on ${retired.on}`} (as of ${asOf}).`,
        };
      }
    }
  },
};
