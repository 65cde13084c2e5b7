import { approvalOf } from '../../derived/approval-of.js';
import { type Regime, regimeBasis, regimeFacts } from '../../facts/regimes.js';
import { expandJurisdictions } from '../../facts/regions.js';
import { cloudOf } from '../../hosts/schemas.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, hostsNamedBy, sortedEntries } from '../../topology/views.js';
import type { Rule, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'residency/regime-zone',
  severity: 'error',
  title: 'A workload is in a zone, and on hosts, that the regimes of its data allow, or its transfer is approved.',
  why: 'A zone says where data may be because somebody wrote it down; a regime says it by law. Where the two differ the other rules hold the data to the wrong border, without a finding.',
  fix: 'Put the workload into a zone within the jurisdictions of the regime; or record an approval of kind transfer with subject workloads.<id> that names the basis of the transfer. Host of a partition: use an account of it.',
  source: 'facts/regimes.yaml, with the articles of each regime',

  *topology({ topology, asOf }) {
    for (const [id, workload] of sortedEntries(topology.workloads)) {
      for (const regime of workload.regimes.map(regimeFacts)) {
        yield* outside(topology, id, workload.zone, regime, asOf);
        for (const { host, field } of hostsNamedBy(workload)) {
          const found = partitionOf(topology, host);
          if (regime.partitions.length === 0 || regime.partitions.some((partition) => partition === found)) continue;
          yield {
            path: pathOf('workloads', id, field),
            severity: 'fatal',
            message: `${id} falls under ${regime.regime}, and ${host} is in ${found}. Allowed: ${regime.partitions.join(', ')}. ${regimeBasis(regime)}.`,
          };
        }
      }
    }
  },
};

function* outside(topology: Topology, id: string, zone: string, regime: Regime, asOf: string): Iterable<Violation> {
  const allowed = expandJurisdictions(regime.jurisdictions);
  const countries = expandJurisdictions(entity(topology.zones, zone));
  if (allowed === 'ANY') return;
  const beyond = countries === 'ANY' ? ['every country'] : [...countries].filter((country) => !allowed.has(country)).sort();
  const { inForce, lapsed } = approvalOf(topology, 'transfer', pathOf('workloads', id), asOf);
  if (beyond.length === 0 || (regime.transfers === 'approval' && inForce !== undefined)) return;
  const also = regime.transfers === 'never' ? ' No approval changes that.' : lapsed === undefined ? '' : ` Approval ${lapsed} is not in force.`;
  yield {
    path: pathOf('workloads', id, 'zone'),
    ...(regime.transfers === 'never' && { severity: 'fatal' as const }),
    message: `${id} falls under ${regime.regime}, and zone ${zone} admits ${beyond.join(', ')}. Allowed: ${regime.jurisdictions.join(', ')}.${also} ${regimeBasis(regime)}.`,
  };
}

/** Partition of the account of a host on AWS; the name of the cloud elsewhere. */
function partitionOf(topology: Topology, id: string): string {
  const host = entity(topology.hosts, id);
  return cloudOf(host) === 'aws' ? entity(topology.accounts.aws, host.account).partition : cloudOf(host);
}
