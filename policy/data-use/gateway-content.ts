import { fieldsBeyond } from '../../evidence/gateway/fields.js';
import { logProblems } from '../../evidence/gateway/logs.js';
import { loudLevels } from '../../evidence/gateway/start.js';
import { releasesOf } from '../../hosts/judge-answers.js';
import { pathOf } from '../../topology/path.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'data-use/gateway-content',
  severity: 'fatal',
  title: 'A gateway passes on only what every host of the route means alike, judges prompts as their data class demands, and writes no content into any log.',
  why: 'A field that one host knows and the next does not is dropped without a word when load spills over, and some steer where a prompt goes or who keeps it. A log line with a prompt is a copy that no retention term covers.',
  fix: 'Restore the files that npm run synth writes. What hosts mean by a field is in facts/chat.yaml.',
  source: 'facts/chat.yaml',

  *gateway(zones, { topology }) {
    for (const zone of zones) {
      const named = { stack: `gateway.out/${zone.zone}` };
      for (const message of loudLevels(zone)) yield { path: pathOf('gateway', 'zones', zone.zone), message, named };
      if (zone.envoy !== undefined) for (const message of logProblems(zone.envoy)) yield { path: pathOf('gateway', 'zones', zone.zone), message, named };
      if (zone.policy === undefined) continue;
      for (const [id, workload] of sortedEntries(topology.workloads).filter(([, { zone: of }]) => of === zone.zone)) {
        const found = zone.policy.workloads[id];
        const path = pathOf('workloads', id);
        if (found === undefined) {
          yield { path, message: `policy.json of ${zone.zone} does not know ${id}.`, named };
          continue;
        }
        for (const message of fieldsBeyond(found.fields, releasesOf(topology, workload.route))) yield { path, message: `${id} ${message}`, named };
        const mode = topology.gateway.guard[workload.dataClass];
        const after = mode === 'before' ? 'none' : mode;
        if (found.guard !== 'none' && (!found.guard.before || found.guard.after !== after))
          yield {
            path,
            message: `${id} is judged ${found.guard.before ? 'before' : 'not before'} and ${found.guard.after} after an answer. Allowed for ${workload.dataClass} data: before, and ${after} after.`,
            named,
          };
      }
      for (const id of Object.keys(zone.policy.workloads).filter((one) => topology.workloads[one]?.zone !== zone.zone))
        yield { path: pathOf('gateway', 'zones', zone.zone), message: `policy.json of ${zone.zone} serves ${id}, which is no workload of this zone.`, named };
    }
  },
};
