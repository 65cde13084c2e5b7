import { cloudOf } from '../../../hosts/schemas.js';
import { wordsOf } from '../../../hosts/words.js';
import { entity, gatewayNetwork, hostsNamedBy, sortedEntries } from '../../../topology/views.js';
import type { Section } from '../block.js';
import type { PageInput } from '../input.js';
import { topologyMap } from '../map/topology-map.js';
import { share, tokens } from '../numbers.js';
import { placeName } from '../place.js';

/** The picture of who calls what, and the same as a table. */
export function topologySection({ loaded: { topology, source }, plan }: PageInput): Section {
  const map = topologyMap(topology, plan);
  const rows = sortedEntries(topology.workloads).flatMap(([id, workload]) =>
    hostsNamedBy(workload).map(({ host, field }) => {
      const one = entity(topology.hosts, host);
      const network = gatewayNetwork(topology, workload);
      return [
        id,
        `${workload.zone} (${entity(topology.zones, workload.zone).join(', ')})`,
        network === undefined ? 'none' : entity(topology.networks, network).region,
        field === 'guard' || field === 'search' ? field : field === 'route[0]' ? 'primary' : 'overflow',
        host,
        'region' in one ? placeName(cloudOf(one), one.region) : one.kind,
        wordsOf(one).size(one),
        tokens(plan.workloads[id]?.hosts[host]?.tokensPerYear ?? 0),
        field === 'guard' || field === 'search' ? '–' : share(plan.workloads[id]?.hosts[host]?.share ?? 0),
      ];
    }),
  );
  return {
    id: 'topology',
    title: 'Topology',
    blocks: [
      {
        kind: 'map',
        map,
        alt: `${map.workloads.length} groups of workloads in ${map.zones.length} zones, whose gateways call ${map.hosts.length} hosts. The table Routes says the same.`,
        table: 'routes',
      },
      {
        kind: 'table',
        id: 'routes',
        caption: 'Routes',
        detail: true,
        columns: [
          { head: 'workload', is: 'name' },
          { head: 'zone' },
          { head: 'gateway in' },
          { head: 'role' },
          { head: 'host', is: 'name' },
          { head: 'place' },
          { head: 'size' },
          { head: 'tokens a year', is: 'number' },
          { head: 'share', is: 'number' },
        ],
        rows,
        source: `${source.file}; tokens by the planner`,
      },
    ],
  };
}
