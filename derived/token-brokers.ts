import { entraAudience, foundryScope } from '../clouds/azure.js';
import { federationOf } from '../clouds/clouds.js';
import { cloudOf, isHost } from '../hosts/schemas.js';
import type { Outputs } from '../topology/outputs.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, gatewayNetwork, hostsNamedBy, sortedEntries } from '../topology/views.js';
import { tokenBrokerName } from './names.js';

/** Where a broker fetches tokens of Entra ID for gateways: in their account and region, outside their network. */
export interface TokenBroker {
  readonly account: string;
  readonly region: string;
  /** Workloads whose gateways ask it, sorted. */
  readonly workloads: readonly string[];
}

/** An application that a gateway shows itself as, and what for. */
export interface EntraApplication {
  readonly tenant: string;
  readonly clientId: string;
  readonly scope: string;
}

/** Every broker that a topology needs, sorted: one for each account and region with a gateway that calls a host behind Entra ID and has no proxy to it. */
export function tokenBrokers(topology: Topology): readonly TokenBroker[] {
  const places = new Map<string, { readonly account: string; readonly region: string; readonly workloads: string[] }>();
  for (const [id, workload] of sortedEntries(topology.workloads)) {
    const name = gatewayNetwork(topology, workload) ?? '';
    const network = topology.networks[name];
    if (network?.cloud !== 'aws' || topology.existing.egressProxies[name] !== undefined || entraHosts(topology, id).length === 0) continue;
    const { account, region } = network;
    const place = places.get(`${account} ${region}`) ?? { account, region, workloads: [] };
    place.workloads.push(id);
    places.set(`${account} ${region}`, place);
  }
  return sortedEntries(Object.fromEntries(places)).map(([, place]) => place);
}

/** ARN of the broker that the gateway of a workload asks; undefined where it asks none. */
export function tokenBrokerOf(topology: Topology, workload: string): string | undefined {
  const broker = tokenBrokers(topology).find(({ workloads }) => workloads.includes(workload));
  return broker === undefined ? undefined : tokenBrokerArn(topology, broker);
}

/** ARN of the broker that gateways in a network ask, if any of them does. */
export function tokenBrokerIn(topology: Topology, network: string): string | undefined {
  const broker = tokenBrokers(topology).find(({ workloads }) => workloads.some((id) => gatewayNetwork(topology, entity(topology.workloads, id)) === network));
  return broker === undefined ? undefined : tokenBrokerArn(topology, broker);
}

/** Whether the gateway of a zone asks a broker. */
export function asksTokenBroker(topology: Topology, zone: string): boolean {
  return tokenBrokers(topology).some(({ workloads }) => workloads.some((id) => entity(topology.workloads, id).zone === zone));
}

/** Applications that a broker asks for, as far as they are deployed: each is created with its host, and known from the outputs after that. */
export function entraApplications(topology: Topology, outputs: Outputs, { workloads }: TokenBroker): readonly EntraApplication[] {
  return workloads.flatMap((workload) =>
    entraHosts(topology, workload).flatMap(([id, { account }]) => {
      const clientId = outputs.hosts?.[id]?.clientIds?.[workload];
      return clientId === undefined ? [] : [{ tenant: entity(topology.accounts.azure, account).tenant, clientId, scope: foundryScope }];
    }),
  );
}

function tokenBrokerArn(topology: Topology, { account, region }: TokenBroker): string {
  const { id, partition } = entity(topology.accounts.aws, account);
  return `arn:${partition}:lambda:${region}:${id}:function:${tokenBrokerName(topology.name)}`;
}

/** Hosts of a workload whose tokens are Entra ID's. */
function entraHosts(topology: Topology, workload: string) {
  return hostsNamedBy(entity(topology.workloads, workload)).flatMap(({ host: id }) => {
    const host = entity(topology.hosts, id);
    const federation = federationOf(cloudOf(host));
    return isHost(host, 'azure-foundry') && federation?.kind === 'one-audience' && federation.audience === entraAudience ? [[id, host] as const] : [];
  });
}
