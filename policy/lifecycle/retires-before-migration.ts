import { modelEnds } from '../../derived/model-ends.js';
import { daysBetween, firstDay } from '../../topology/day.js';
import { pathOf } from '../../topology/path.js';
import { entity, hostsNamedBy, sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'lifecycle/retires-before-migration',
  severity: 'error',
  title: 'No model is withdrawn before the workloads on it could have moved.',
  why: 'A workload that needs 90 days for tests and evaluation is lost 90 days before the end, whatever a calendar says on the last day.',
  fix: 'Start the move today, shorten it (workloads.<id>.terms.migrationDays), or put a host on the route that keeps the model.',
  source: 'Retirement dates in facts/bedrock.yaml, azure.yaml, google.yaml, others.yaml',

  *topology({ topology, asOf }) {
    const ends = modelEnds(topology);
    for (const [id, workload] of sortedEntries(topology.workloads)) {
      for (const { host, field } of hostsNamedBy(workload)) {
        for (const { release, model, on } of ends.filter(({ hostId }) => hostId === host)) {
          // What has ended is refused as such.
          if (on === 'unknown' || on <= asOf || model !== entity(topology.hosts, host).model) continue;
          const left = daysBetween(asOf, firstDay(on));
          if (left >= workload.terms.migrationDays) continue;
          yield {
            path: pathOf('workloads', id, field),
            message: `${release} on ${host} is withdrawn on ${on}, in ${left} days (as of ${asOf}), and ${id} takes ${workload.terms.migrationDays} to move.`,
          };
        }
      }
    }
  },
};
