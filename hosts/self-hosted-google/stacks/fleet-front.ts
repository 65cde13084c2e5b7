import { ComputeFirewall } from '@cdktf/provider-google/lib/compute-firewall/index.js';
import { DnsRecordSet } from '@cdktf/provider-google/lib/dns-record-set/index.js';
import type { Construct } from 'constructs';
import { InternalLoadBalancer } from '../../../constructs/google/balancer/internal-load-balancer.js';
import { PrivateZone } from '../../../constructs/google/network/private-zone.js';
import { setOrigin } from '../../../constructs/origin.js';
import { recordZone } from '../../../derived/endpoint-zone.js';
import { networkAddresses } from '../../../derived/google-network.js';
import { healthCheckRanges } from '../../../facts/google.js';
import { nodeHardware } from '../../../facts/hardware.js';
import { requestsPerSecond } from '../../../stacks/admission.js';
import { pathOf } from '../../../topology/path.js';
import { entity, isLent, workloadsOn } from '../../../topology/views.js';
import { type Fleet, serverPort } from './fleet-parts.js';

/** Proxies of the load balancer and probes of health checks reach the model servers' port, and nothing else does. `nodes`: their service account. */
export function admitBalancer(scope: Construct, { host, topology, name, network, serving }: Fleet, nodes: string): void {
  // Who administers a Shared VPC makes its firewall rules.
  if (isLent(topology, host.network)) return;
  const exists = topology.existing.networks[host.network] !== undefined;
  // Where the proxy-only subnet of an existing network lies is not declared; it is somewhere in the network.
  const proxies = exists ? entity(topology.networks, host.network).cidr : networkAddresses(topology, host.network).proxies;
  new ComputeFirewall(scope, 'FromBalancer', {
    project: network.project,
    network: network.network,
    name: `${name}-from-balancer`,
    direction: 'INGRESS',
    priority: 1000,
    sourceRanges: [proxies, ...healthCheckRanges()].sort(),
    targetServiceAccounts: [nodes],
    allow: [{ protocol: 'tcp', ports: [String(serving.port)] }],
    logConfig: { metadata: 'INCLUDE_ALL_METADATA' },
  });
}

/** The load balancer in front of instance groups, given by URL, and its name. */
export function fleetFront(scope: Construct, fleet: Fleet, groups: readonly string[]): void {
  const { id, host, topology, project, name, network, serving, labels } = fleet;
  const workloads = workloadsOn(topology, id).map(([, workload]) => workload);
  const node = {
    model: entity(topology.models, host.model),
    hardware: nodeHardware('google', host.nodes.instanceType),
    replicas: serving.replicasPerNode,
  };
  const balancer = new InternalLoadBalancer(scope, 'Front', {
    project,
    region: host.region,
    name,
    network,
    certificate: host.endpoint.certificate,
    servers: { groups, port: serverPort(fleet), healthPath: serving.healthPath, requestsPerSecond: requestsPerSecond(workloads, node) },
    labels,
  });
  setOrigin(balancer, pathOf('hosts', id, 'endpoint'));
  nameFront(scope, fleet, balancer.address.address);
}

/** The name, in a zone that exists, else in one that holds this name alone, so that the rest of its domain resolves as before. */
function nameFront(scope: Construct, fleet: Fleet, address: string): void {
  const { hostname } = fleet.host.endpoint;
  const zone = recordZone(fleet.topology, fleet.host);
  const place = zone === undefined || zone === 'made' ? ownZone(scope, fleet) : { project: fleet.project, managedZone: zone.id };
  new DnsRecordSet(scope, 'Name', { ...place, name: `${hostname}.`, type: 'A', ttl: 60, rrdatas: [address] });
}

function ownZone(scope: Construct, { id, host, name, network, labels }: Fleet): { readonly project: string; readonly managedZone: string } {
  const { project } = network;
  const zone = new PrivateZone(scope, 'Zone', {
    project,
    network: network.network,
    name: `${name}-front`,
    domain: host.endpoint.hostname,
    description: `Model servers of ${id}`,
    labels,
  });
  return { project, managedZone: zone.name };
}
