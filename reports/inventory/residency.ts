import { dig, type SynthesizedStack } from '../../evidence/synthesized/stack.js';
import type { Host } from '../../hosts/schemas.js';
import { traitsOf } from '../../hosts/traits.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, gatewayNetwork, hostsNamedBy, sortedEntries } from '../../topology/views.js';
import { headline, page } from './page.js';

/** Where the prompts of each workload go, then the place of every stack and of everything in it that names one. */
export function residencyPage(topology: Topology, stacks: readonly SynthesizedStack[]): string {
  const workloads = sortedEntries(topology.workloads).map(([id, workload]) => {
    const gateway = gatewayNetwork(topology, workload);
    return [
      `${id}: ${workload.dataClass} data${workload.regimes.map((regime) => `, ${regime}`).join('')}, zone ${workload.zone} (${entity(topology.zones, workload.zone).join(', ')})`,
      `gateway: ${gateway === undefined ? 'none' : `${gateway} in ${entity(topology.networks, gateway).region}`}`,
      ...hostsNamedBy(workload).map(({ host, field }) => `${field}: ${host}, ${placeOf(topology, entity(topology.hosts, host))}`),
    ];
  });
  return page([...workloads, ...stacks.map((stack) => [headline(stack), ...locations(stack)])]);
}

function placeOf(topology: Topology, host: Host): string {
  const at = 'region' in host ? `${host.kind} in ${host.region}` : host.kind;
  const processing = traitsOf(host).processing(topology, host);
  switch (processing.scope) {
    case 'regions':
      return `${at}, processes in ${[...processing.regions].sort().join(', ')}`;
    case 'data zone':
      return `${at}, processes in any region of the data zone of ${processing.region}`;
    case 'countries':
      return `${at}, processes in ${processing.words} (${processing.countries.join(', ')})`;
    case 'anywhere':
    case 'unknown':
      return `${at}, processes in ${processing.words}`;
  }
}

/** Where a Terraform resource says that it is; on AWS the stack says it for all. */
function locations({ app, resources }: SynthesizedStack): string[] {
  if (app === 'aws') return [];
  const counts = new Map<string, number>();
  for (const { type, properties } of resources) {
    const place = ['location', 'region', 'zone'].map((name) => dig(properties, name)).find((value) => typeof value === 'string');
    if (place !== undefined) counts.set(`${type}: ${place}`, (counts.get(`${type}: ${place}`) ?? 0) + 1);
  }
  return [...counts].sort().map(([line, count]) => `${count} × ${line}`);
}
