import { formOf } from '../hosts/schemas.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, hostsNamedBy } from '../topology/views.js';

/** The declared proxy of a zone, as its gateway calls it. */
export interface PromptProxy {
  /** Name that it is called by, and its certificate must be made for. */
  readonly hostname: string;
  readonly port: number;
  /** Private range that its addresses are in. */
  readonly range: string;
  /** Who issued its certificate: an id of `gateway.authorities`, or `public`. */
  readonly authority: string;
}

/** The proxy that prompts of a zone leave by; undefined where none is declared, which `residency/egress-proxy` reports. */
export function promptProxyOf({ existing }: Topology, zone: string): PromptProxy | undefined {
  const declared = existing.promptProxies[zone];
  if (declared === undefined) return undefined;
  const { hostname, port } = new URL(declared.address);
  return { hostname, port: Number(port || 443), range: declared.range, authority: declared.authority };
}

/** Hosts that workloads of a zone get to through its proxy alone, by id and sorted. */
export function proxiedHosts(topology: Topology, zone: string): readonly string[] {
  const named = Object.values(topology.workloads).flatMap((workload) => (workload.zone === zone ? hostsNamedBy(workload).map(({ host }) => host) : []));
  return [...new Set(named)].filter((id) => formOf(entity(topology.hosts, id)).reach === 'egress-proxy').sort();
}
