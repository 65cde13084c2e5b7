import { isGuard } from '../../facts/models.js';
import { cloudOf, servedModels } from '../../hosts/schemas.js';
import { traitsOf } from '../../hosts/traits.js';
import { pathOf } from '../../topology/path.js';
import { entity, hostsNamedBy, sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'licence/guard-model',
  severity: 'error',
  title: 'What a workload names as its guard is a self-hosted Llama Guard, and nothing else of its route is one.',
  why: "The acceptable-use policy has to be held up by something. A guard that is an ordinary model answers every prompt with prose, which no gateway reads as a refusal; a Llama Guard in a route answers users with the word 'safe'.",
  fix: 'Name a self-hosted host of a Llama Guard release under guard, and hosts of other releases in route.',
  source: 'Meta, Llama Guard model cards; Llama Acceptable Use Policy',

  *topology({ topology }) {
    for (const [id, workload] of sortedEntries(topology.workloads)) {
      for (const { host: name, field } of hostsNamedBy(workload)) {
        const host = entity(topology.hosts, name);
        const path = pathOf('workloads', id, field);
        const releases = servedModels(host).map((model) => entity(topology.models, model).release);
        if (field !== 'guard') {
          const guards = releases.filter(isGuard);
          if (guards.length > 0) yield { path, message: `${name} serves ${guards.join(', ')}, which classifies and does not answer.` };
          continue;
        }
        const others = releases.filter((release) => !isGuard(release));
        if (others.length > 0) yield { path, message: `${name} serves ${others.join(', ')}, which is no Llama Guard.` };
        if (traitsOf(host).operator !== 'self') yield { path, message: `${name} is of kind ${host.kind} (${cloudOf(host)}). Allowed: self-hosted.` };
      }
    }
  },
};
