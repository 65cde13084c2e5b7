import { entraAudience, foundryScope, vaultScope } from '../clouds/azure.js';
import { federationOf } from '../clouds/clouds.js';
import { cloudOf, type Host, isFleet } from '../hosts/schemas.js';
import { traitsOf } from '../hosts/traits.js';
import type { Outputs } from '../topology/outputs.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, gatewayNetwork, hostsNamedBy, sortedEntries, workloadsOn } from '../topology/views.js';
import { stackName, tokenBrokerName } from './names.js';

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
  const places = new Map<string, Place & { readonly workloads: string[] }>();
  for (const [id] of sortedEntries(topology.workloads)) {
    const place = askedPlace(topology, id);
    if (place === undefined) continue;
    const key = `${place.account} ${place.region}`;
    const known = places.get(key) ?? { ...place, workloads: [] };
    known.workloads.push(id);
    places.set(key, known);
  }
  return sortedEntries(Object.fromEntries(places)).map(([, place]) => place);
}

/** ARN of the broker that the gateway of a workload asks; undefined where it asks none. */
export function tokenBrokerOf(topology: Topology, workload: string): string | undefined {
  const place = askedPlace(topology, workload);
  if (place === undefined) return undefined;
  const { id, partition } = entity(topology.accounts.aws, place.account);
  return `arn:${partition}:lambda:${place.region}:${id}:function:${tokenBrokerName(topology.name)}`;
}

/** ARN of the broker that gateways in a network ask, if any of them does. */
export function tokenBrokerIn(topology: Topology, network: string): string | undefined {
  for (const [id, workload] of Object.entries(topology.workloads)) {
    const broker = gatewayNetwork(topology, workload) === network ? tokenBrokerOf(topology, id) : undefined;
    if (broker !== undefined) return broker;
  }
  return undefined;
}

/** Whether the gateway of a zone asks a broker. */
export function asksTokenBroker(topology: Topology, zone: string): boolean {
  return Object.entries(topology.workloads).some(([id, workload]) => workload.zone === zone && askedPlace(topology, id) !== undefined);
}

/** A broker whose list of applications lacks some: they are created with hosts that it does not wait for. */
export interface LackingBroker {
  /** Its stack, and those of the hosts whose ids it lacks. */
  readonly stack: string;
  readonly after: readonly string[];
}

/** Brokers that are to be deployed again once the ids of applications are known. */
export function lackingBrokers(topology: Topology, outputs: Outputs): readonly LackingBroker[] {
  return tokenBrokers(topology).flatMap(({ account, region, workloads }) => {
    const lacking = workloads.flatMap((workload) => entraHosts(topology, workload).filter(([id]) => outputs.hosts?.[id]?.clientIds?.[workload] === undefined));
    const after = [...new Set(lacking.flatMap(([id, host]) => printing(topology, id, host)))].sort();
    return after.length === 0 ? [] : [{ stack: stackName(topology, account, 'aws-token-broker', region), after }];
  });
}

/** Stacks that print the applications of a host. */
function printing(topology: Topology, id: string, host: Host): string[] {
  return workloadsOn(topology, id).flatMap(([workload]) =>
    traitsOf(host)
      .deployTimeValues(topology, { id, host, workload })
      .flatMap(({ path, stack }) => (path.includes('clientIds') ? [stackName(topology, host.account, ...stack)] : [])),
  );
}

/** Applications that a broker asks for, as far as they are deployed: each is created with its host, and known from the outputs after that. */
export function entraApplications(topology: Topology, outputs: Outputs, { workloads }: TokenBroker): readonly EntraApplication[] {
  return workloads.flatMap((workload) =>
    entraHosts(topology, workload).flatMap(([id, host]) => {
      const clientId = outputs.hosts?.[id]?.clientIds?.[workload];
      return clientId === undefined ? [] : [{ tenant: entity(topology.accounts.azure, host.account).tenant, clientId, scope: scopeOf(host) }];
    }),
  );
}

/** What a gateway asks a token for: models of Foundry, or the vault with the API key of a fleet. */
function scopeOf(host: Host): string {
  return isFleet(host) ? vaultScope : foundryScope;
}

type Place = Pick<TokenBroker, 'account' | 'region'>;

/** Where the broker is that the gateway of a workload asks. */
function askedPlace(topology: Topology, workload: string): Place | undefined {
  const name = gatewayNetwork(topology, entity(topology.workloads, workload)) ?? '';
  const network = topology.networks[name];
  const asks = network?.cloud === 'aws' && topology.existing.egressProxies[name] === undefined && entraHosts(topology, workload).length > 0;
  return asks ? { account: network.account, region: network.region } : undefined;
}

/** Hosts of a workload whose tokens are Entra ID's. */
function entraHosts(topology: Topology, workload: string) {
  return hostsNamedBy(entity(topology.workloads, workload)).flatMap(({ host: id }) => {
    const host = entity(topology.hosts, id);
    const federation = federationOf(cloudOf(host));
    return federation?.kind === 'one-audience' && federation.audience === entraAudience ? [[id, host] as const] : [];
  });
}
