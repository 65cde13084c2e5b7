import { missingGrant } from '../../derived/granted-limit.js';
import { traitsOf } from '../../hosts/traits.js';
import { quotaNeeds } from '../../planner/quotas.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'capacity/quota',
  severity: 'warning',
  title:
    'The quota of the account and region is granted for all nodes, both versions of a transition included, and for all tokens a minute that are deployed; where the facts know no quotas of a kind of host, an approval says that they suffice.',
  why: 'New accounts have a vCPU quota of zero for P instances, new projects one of zero for H100 GPUs, and a raise takes days. No offline check can see the quota: reservations and launches fail at it after everything around them was created.',
  fix: 'Ask for the amount in quotas.json (aws service-quotas request-service-quota-increase; on Google the foundation asks, and the console shows what was granted; on Azure the quota page of Foundry), then record an approval of kind quota with subject hosts.<id> and the granted limit. One approval per account and region suffices.',
  source: 'Service Quotas, Amazon EC2: Running On-Demand P instances; Compute Engine, allocation quotas; Foundry Models, quotas and limits',

  *topology({ topology, asOf }) {
    const ids = new Map([
      ...sortedEntries(topology.accounts.aws).map(([alias, { id }]) => [id, alias] as const),
      ...sortedEntries(topology.accounts.google).map(([alias, { project }]) => [project, alias] as const),
      ...sortedEntries(topology.accounts.azure).map(([alias, { subscription }]) => [subscription, alias] as const),
    ]);
    for (const { account, region, service, quotaCode, name, needed, unit, because } of quotaNeeds(topology)) {
      if (!ids.has(account) || !judged.has(service)) continue;
      const hosts = [...new Set(because.map((path) => path.split('.').slice(0, 2).join('.')))];
      const missing = missingGrant(topology, hosts, needed, asOf);
      if (missing === undefined) continue;
      yield {
        path: because[0] ?? 'hosts',
        message: `${hosts.join(' and ')} ${hosts.length === 1 ? 'needs' : 'need'} ${needed} ${unit.replace(/^\w+/, '$&s')} of ${name} (${quotaCode}) in ${region} of account ${ids.get(account)}; as of ${asOf}, ${missing}.`,
      };
    }
    yield* unlisted(topology, asOf);
  },
};

/** Services whose quotas hosts take by their own size. Those that workloads take by what they send, capacity/overflow-quota judges. */
const judged: ReadonlySet<string> = new Set(['ec2', 'compute.googleapis.com', 'Microsoft.CognitiveServices', 'Microsoft.Compute']);

/** Hosts of a kind whose quotas no fact lists: nobody can say how much they need, so somebody has to have looked. */
function* unlisted(topology: Topology, asOf: string): Iterable<Violation> {
  for (const [id, host] of sortedEntries(topology.hosts)) {
    if (traitsOf(host).quotas(topology, { id, host }) !== 'unlisted') continue;
    const path = pathOf('hosts', id);
    const missing = missingGrant(topology, [path], 0, asOf);
    if (missing === undefined) continue;
    yield {
      path,
      message: `Which quotas of its provider ${id} needs is in no fact of ${host.kind}; as of ${asOf}, ${missing}.`,
      fix: `Look at the quotas of ${host.kind} with the provider, then record what was granted as an approval of kind quota with subject ${path} and the limit.`,
    };
  }
}
