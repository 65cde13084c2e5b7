import { gatewaySize } from '../../derived/gateway-size.js';
import { gatewayTaskSize } from '../../facts/gateway.js';
import { pathOf } from '../../topology/path.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'capacity/gateway-tasks',
  severity: 'warning',
  title: 'The gateway of a zone may have as many tasks as its busiest minute needs.',
  why: 'Every token of every answer passes through the tasks. With too few of them processors are full before the hosts are: first tokens come late, and requests are refused that a host had room for.',
  fix: 'Raise gateway.zones.<zone>.tasks.max. Caps of background workloads are divided by it: look at them in the diff.',
  source: 'facts/gateway.yaml: task, measured',

  *topology({ topology }) {
    const { busyPercent } = gatewayTaskSize();
    for (const [zone, { tasks }] of sortedEntries(topology.gateway.zones)) {
      // How many of a gateway of one's own run is nowhere said.
      if (tasks === undefined) continue;
      const { cores, tasks: needed } = gatewaySize(topology, zone);
      if (needed <= tasks.max) continue;
      yield {
        path: pathOf('gateway', 'zones', zone, 'tasks', 'max'),
        message: `The gateway of ${zone} may have ${tasks.max} tasks. Its busiest minute keeps ${cores.toFixed(1)} processors busy: ${needed} tasks at ${busyPercent} %.`,
      };
    }
  },
};
