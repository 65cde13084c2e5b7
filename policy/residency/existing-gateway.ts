import { approvalOf } from '../../derived/approval-of.js';
import { screensOnGoogle } from '../../hosts/traits.js';
import { pathOf } from '../../topology/path.js';
import type { Approval } from '../../topology/schema/approvals.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { Workload } from '../../topology/schema/workloads.js';
import { entity, sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'residency/existing-gateway',
  severity: 'fatal',
  title:
    'Of a gateway that exists, somebody answers for what no rule can see: where it sends what, what callers may set, its caps, its logs, its guards, who else is what it is on Google.',
  why: 'Files of a gateway that is made here are read by rules and run by a test. Of one of your own there is nothing to read: a default that follows a field of the caller sends an EU prompt to another continent, and a log at debug holds it. IAM and networks here are made for its role alone, which bounds what it reaches, and says nothing of which prompt it sends there.',
  fix: 'Have it tried as docs/gateway/existing.md says, and record approvals of the kinds that the finding names with subject gateway.zones.<zone>. Or use engine envoy.',
  source: 'docs/adr/0113-gateways-that-exist.md',

  *topology({ topology, asOf }) {
    if (topology.gateway.engine !== 'existing') return;
    const used = new Set(Object.values(topology.workloads).map(({ zone }) => zone));
    for (const [zone] of sortedEntries(topology.gateway.zones).filter(([id]) => used.has(id))) {
      const path = pathOf('gateway', 'zones', zone);
      for (const { kind, severity, what } of claimsOf(topology, zone)) {
        const { inForce, lapsed } = approvalOf(topology, kind, path, asOf);
        if (inForce !== undefined) continue;
        const ended = lapsed === undefined ? '' : ` Approval ${lapsed} is not in force.`;
        yield { path, severity, message: `Nobody answers for the gateway of ${zone} that ${what}.${ended} Needed: an approval of kind ${kind}.` };
      }
    }
  },
};

interface Claim {
  readonly kind: Approval['kind'];
  readonly severity: 'fatal' | 'error';
  readonly what: string;
}

/** What has to be answered for; guards only where a workload of the zone has one that a gateway asks, and an identity that is made elsewhere. */
function claimsOf(topology: Topology, zone: string): readonly Claim[] {
  const guarded = sortedEntries(topology.workloads).filter(([, one]) => one.zone === zone && asksMore(topology, one));
  const own = topology.gateway.zones[zone]?.googlePrincipal;
  const hosts = [...new Set(Object.values(topology.workloads).flatMap((one) => (one.zone === zone ? one.route : [])))].sort();
  return [
    {
      kind: 'gateway-routing',
      severity: 'fatal',
      what: `each workload is sent to the hosts of its route alone, of ${hosts.join(', ')}, whatever a caller sends`,
    },
    { kind: 'gateway-fields', severity: 'fatal', what: 'fields, headers and paths of callers are taken from a list' },
    { kind: 'gateway-logs', severity: 'fatal', what: 'no prompt and no answer is in a log, trace or cache' },
    ...(own === undefined ? [] : [{ kind: 'gateway-identity', severity: 'fatal', what: `nobody else is or may act as ${own}, and it has no key` } as const]),
    ...guarded.map(
      ([id]): Claim => ({
        kind: 'gateway-guards',
        severity: 'fatal',
        what: `${id} is answered only after its guard or search was asked, and not while that is down`,
      }),
    ),
    { kind: 'gateway-caps', severity: 'error', what: 'background workloads keep their share of a fleet and residents go first' },
  ];
}

/** Whether a gateway asks somebody else for a workload: a guard, a filter or an index. */
function asksMore(topology: Topology, { guard, route, class: kind }: Workload): boolean {
  return guard !== undefined || kind === 'grounded' || route.some((host) => screensOnGoogle(topology, entity(topology.hosts, host)));
}
