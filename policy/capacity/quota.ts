import { missingGrant } from '../../derived/granted-limit.js';
import { quotaNeeds } from '../../planner/quotas.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'capacity/quota',
  severity: 'warning',
  title: 'The GPU quota of the account and region is granted for all nodes, both versions of a transition included.',
  why: 'New accounts have a vCPU quota of zero for P instances, new projects one of zero for H100 GPUs, and a raise takes days. No offline check can see the quota: reservations and launches fail at it after everything around them was created.',
  fix: 'Ask for the amount in quotas.json (aws service-quotas request-service-quota-increase; on Google the foundation asks, and the console shows what was granted), then record an approval of kind quota with subject hosts.<id> and the granted limit. One approval per account and region suffices.',
  source: 'Service Quotas, Amazon EC2: Running On-Demand P instances; Compute Engine, allocation quotas',

  *topology({ topology, asOf }) {
    const ids = new Map([
      ...sortedEntries(topology.accounts.aws).map(([alias, { id }]) => [id, alias] as const),
      ...sortedEntries(topology.accounts.google).map(([alias, { project }]) => [project, alias] as const),
    ]);
    for (const { account, region, service, quotaCode, name, needed, unit, because } of quotaNeeds(topology)) {
      if (!ids.has(account) || (service !== 'ec2' && service !== 'compute.googleapis.com')) continue;
      const hosts = [...new Set(because.map((path) => path.split('.').slice(0, 2).join('.')))];
      const missing = missingGrant(topology, hosts, needed, asOf);
      if (missing === undefined) continue;
      yield {
        path: because[0] ?? 'hosts',
        message: `${hosts.join(' and ')} ${hosts.length === 1 ? 'needs' : 'need'} ${needed} ${unit}s of ${name} (${quotaCode}) in ${region} of account ${ids.get(account)}; as of ${asOf}, ${missing}.`,
      };
    }
  },
};
