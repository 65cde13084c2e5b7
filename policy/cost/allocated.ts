import { pathOf } from '../../topology/path.js';
import { hostsNamedBy, sortedEntries, workloadsOn } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'cost/allocated',
  severity: 'warning',
  title: 'The job that says what workloads cause asks every gateway whose workloads share a host.',
  why: 'A shared host is divided by the tokens of spend lines. Tokens of a zone whose log is not asked divide nothing: its workloads look free, and those of other zones pay for them.',
  fix: 'Name the log group of the zone under finance.allocation.spendLogs. Where its gateway is in another account, waive this with the name of the person who divides the host by the query (docs/finance.md).',
  source: 'runtime/allocated-cost (docs/adr/0123-what-a-workload-causes.md)',

  *topology({ topology }) {
    const { allocation } = topology.finance;
    if (allocation === undefined) return;
    const shared = new Set(Object.keys(topology.hosts).filter((id) => workloadsOn(topology, id).length > 1));
    for (const [zone] of sortedEntries(topology.gateway.zones)) {
      if (allocation.spendLogs[zone] !== undefined) continue;
      const users = sortedEntries(topology.workloads).filter(([, one]) => one.zone === zone && hostsNamedBy(one).some(({ host }) => shared.has(host)));
      if (users.length === 0) continue;
      yield {
        path: pathOf('finance', 'allocation', 'spendLogs'),
        message: `The log of the gateway of ${zone} is not asked, and ${users.map(([id]) => id).join(', ')} ${users.length === 1 ? 'shares' : 'share'} a host.`,
      };
    }
  },
};
