import { ComputeFirewall } from '@cdktf/provider-google/lib/compute-firewall/index.js';
import { DnsRecordSet } from '@cdktf/provider-google/lib/dns-record-set/index.js';
import type { Construct } from 'constructs';
import { InternalLoadBalancer } from '../../../constructs/google/balancer/internal-load-balancer.js';
import { type ModelServers, modelBackends } from '../../../constructs/google/balancer/model-backends.js';
import type { ModelRoute } from '../../../constructs/google/balancer/model-routes.js';
import { PrivateZone } from '../../../constructs/google/network/private-zone.js';
import { setOrigin } from '../../../constructs/origin.js';
import { recordZone } from '../../../derived/endpoint-zone.js';
import { networkAddresses } from '../../../derived/google-network.js';
import { healthCheckRanges } from '../../../facts/google.js';
import { nodeHardware } from '../../../facts/hardware.js';
import { requestsPerSecond } from '../../../stacks/admission.js';
import { pathOf } from '../../../topology/path.js';
import { entity, isLent, workloadsOn } from '../../../topology/views.js';
import { type Fleet, networkOf, serverPort } from './fleet-parts.js';

/** Proxies of the load balancer and probes of health checks reach the model servers' port, and nothing else does. `nodes`: their service account. */
export function admitBalancer(scope: Construct, fleet: Fleet, nodes: string): void {
  const { host, topology, name, serving } = fleet;
  const network = networkOf(fleet);
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

/** The load balancer in front of instance groups, given by URL, and its name; `next`: the model that takes over. */
export function fleetFront(scope: Construct, fleet: Fleet, groups: readonly string[], next: ModelRoute | undefined): void {
  const { id, host, project, name, labels } = fleet;
  const balancer = new InternalLoadBalancer(scope, 'Front', {
    project,
    region: host.region,
    name,
    network: networkOf(fleet),
    certificate: host.endpoint.certificate,
    servers: modelServers(fleet, groups),
    next,
    labels,
  });
  setOrigin(balancer, pathOf('hosts', id, 'endpoint'));
  nameFront(scope, fleet, balancer.address.address);
}

/** The servers of a model that takes over: they go while the load balancer stays. */
export function nextRoute(scope: Construct, fleet: Fleet, groups: readonly string[]): ModelRoute {
  const { host, project, name } = fleet;
  const backends = modelBackends(scope, { project, region: host.region, name }, modelServers(fleet, groups), { removable: true });
  return { model: host.model, backends: backends.id };
}

function modelServers(fleet: Fleet, groups: readonly string[]): ModelServers {
  const { id, host, topology, serving } = fleet;
  const workloads = workloadsOn(topology, id).map(([, workload]) => workload);
  const node = {
    model: entity(topology.models, host.model),
    hardware: nodeHardware('google', host.nodes.instanceType),
    replicas: serving.replicasPerNode,
  };
  return { groups, port: serverPort(fleet), healthPath: serving.healthPath, requestsPerSecond: requestsPerSecond(workloads, node) };
}

/** The name, in a zone that exists, else in one that holds this name alone, so that the rest of its domain resolves as before. */
function nameFront(scope: Construct, fleet: Fleet, address: string): void {
  const { hostname } = fleet.host.endpoint;
  const zone = recordZone(fleet.topology, fleet.host);
  const place = zone === undefined || zone === 'made' ? ownZone(scope, fleet) : { project: fleet.project, managedZone: zone.id };
  new DnsRecordSet(scope, 'Name', { ...place, name: `${hostname}.`, type: 'A', ttl: 60, rrdatas: [address] });
}

function ownZone(scope: Construct, fleet: Fleet): { readonly project: string; readonly managedZone: string } {
  const { id, host, name, labels } = fleet;
  const { project, network } = networkOf(fleet);
  const zone = new PrivateZone(scope, 'Zone', {
    project,
    network,
    name: `${name}-front`,
    domain: host.endpoint.hostname,
    description: `Model servers of ${id}`,
    labels,
  });
  return { project, managedZone: zone.name };
}
