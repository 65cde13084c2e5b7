import { gatewayServices, tenantsOf } from '../../derived/needed-services.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { sortedEntries } from '../../topology/views.js';
import { subjectOf } from '../synthesized/host-of-resource.js';
import type { Problem } from '../synthesized/problem.js';
import { renderedText } from '../synthesized/rendered-text.js';
import type { Resource, SynthesizedStack } from '../synthesized/stack.js';

/** What the private services of a network lack that its tenants need; `network` is its id. */
export interface NetworkProblem extends Problem {
  readonly network: string;
}

/** Private endpoints that the tenants of an emitted VPC need and that it does not have. */
export function* missingEndpoints(topology: Topology, stacks: readonly SynthesizedStack[]): Iterable<NetworkProblem> {
  for (const [id, network] of sortedEntries(topology.networks)) {
    // What exists already was made by others: what it is declared to have is judged with the topology.
    if (network.cloud !== 'aws' || topology.existing.networks[id] !== undefined) continue;
    const stack = stacks.find((one) => subjectOf(topology, one)?.path === pathOf('networks', id));
    if (stack === undefined) {
      yield { network: id, message: `No stack makes ${id}.` };
      continue;
    }
    const open = endpointsOf(stack);
    for (const { name: tenant, services } of tenantsOf(topology, id)) {
      const missing = services.filter((service) => !open.has(service));
      if (missing.length > 0)
        yield {
          network: id,
          stack,
          message: `${id} has no private endpoint for ${missing.join(', ')}, which ${tenant} needs.`,
          fix: 'Let the network stack open the endpoints, with private DNS.',
        };
    }
    for (const vpc of stack.resources.filter(({ type }) => type === 'AWS::EC2::VPC')) {
      const off = ['EnableDnsHostnames', 'EnableDnsSupport'].filter((key) => vpc.properties[key] !== true);
      if (off.length > 0)
        yield { network: id, resource: vpc, message: `${off.join(', ')} must be true: without it the names of private endpoints do not resolve.` };
    }
  }
}

function endpointsOf(stack: SynthesizedStack): Set<string> {
  return new Set(stack.resources.filter(({ type }) => type === 'AWS::EC2::VPCEndpoint').flatMap((endpoint) => serviceOf(endpoint) ?? []));
}

/** The service of an endpoint that works: in route tables, or as the address that its name resolves to. */
function serviceOf({ properties }: Resource): string | undefined {
  const service = renderedText(properties['ServiceName'] ?? '').replace(/^.*?amazonaws\.(\$\{AWS::Region\}|[a-z0-9-]+)\./, '');
  const tables = properties['RouteTableIds'];
  const works = gatewayServices.has(service)
    ? properties['VpcEndpointType'] === 'Gateway' && Array.isArray(tables) && tables.length > 0
    : properties['VpcEndpointType'] === 'Interface' && properties['PrivateDnsEnabled'] === true;
  return works ? service : undefined;
}
