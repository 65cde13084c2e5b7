import { replicasOf } from '../../derived/replicas.js';
import { fleets, hostsOf } from '../../hosts/select.js';
import { pathOf } from '../../topology/path.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'capacity/scaling-bounds',
  severity: 'error',
  title: 'Scaling stays between one replica and what the nodes hold, and follows only metrics that are collected.',
  why: 'A replica beyond the last GPU waits for ever and blocks every deployment behind it. A target on a metric that is not reported never scales at all, which shows only under load.',
  fix: 'Keep minReplicas ≤ maxReplicas ≤ replicas that fit on nodes.count less nodes.spare; name images.metrics where waitingPerReplica or images.dcgm is set.',

  *topology({ topology }) {
    for (const [id, host] of fleets(topology))
      if ('images' in host && host.images.dcgm !== undefined && host.images.metrics === undefined)
        yield { path: pathOf('hosts', id, 'images', 'dcgm'), message: 'The exporter has no collector to report through. Needed: images.metrics.' };
    for (const [id, host] of hostsOf(topology, 'self-hosted-aws')) {
      const { count, spare } = host.nodes;
      if (spare >= count) yield { path: pathOf('hosts', id, 'nodes', 'spare'), message: `${spare} of ${count} nodes are spare. Allowed: 0 to ${count - 1}.` };
      if (host.scaling === undefined) continue;
      const { minReplicas, maxReplicas, schedules, waitingPerReplica } = host.scaling;
      const fitting = Math.max(0, count - spare) * replicasOf(topology, host).replicasPerNode;
      const most = maxReplicas ?? fitting;
      if (most > fitting) yield { path: pathOf('hosts', id, 'scaling', 'maxReplicas'), message: `${most} replicas; ${count - spare} nodes hold ${fitting}.` };
      if (minReplicas > most) yield { path: pathOf('hosts', id, 'scaling', 'minReplicas'), message: `At least ${minReplicas} replicas, at most ${most}.` };
      for (const [schedule, { minReplicas: least }] of sortedEntries(schedules)) {
        if (least > most)
          yield { path: pathOf('hosts', id, 'scaling', 'schedules', schedule, 'minReplicas'), message: `At least ${least} replicas, at most ${most}.` };
      }
      if (waitingPerReplica !== undefined && host.images.metrics === undefined)
        yield { path: pathOf('hosts', id, 'scaling', 'waitingPerReplica'), message: 'No collector reports how many requests wait. Needed: images.metrics.' };
    }
  },
};
