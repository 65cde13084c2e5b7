import { serviceDomain } from '../../clouds/aws.js';
import { gatewayRoleArn } from '../../derived/gateway-role.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';

/** The workload role that the gateway calls as, from the network of its zone. */
export interface Caller {
  readonly role: string;
  readonly region: string;
  readonly stsEndpoint: string;
}

/** Number, partition, region and alias of the account that the gateway of a workload is in; only AWS has gateways. */
export function gatewayPlace(topology: Topology, workload: string) {
  const { zone } = entity(topology.workloads, workload);
  const { account, region } = entity(topology.networks, entity(topology.gateway.zones, zone).network);
  return { alias: account, region, ...entity(topology.accounts.aws, account) };
}

export function callerOf(topology: Topology, workload: string): Caller {
  const { id, region } = gatewayPlace(topology, workload);
  return { role: gatewayRoleArn(topology, id, workload), region, stsEndpoint: awsEndpoint(topology, workload, 'sts', region) };
}

/** Endpoint of a service in a region of the partition that the gateway of a workload is in. */
export function awsEndpoint(topology: Topology, workload: string, service: string, region: string): string {
  return `https://${service}.${region}.${serviceDomain(gatewayPlace(topology, workload).partition)}`;
}
