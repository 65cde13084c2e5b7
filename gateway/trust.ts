import type { Trust } from '../hosts/shared/host-gateway.js';
import { entity } from '../topology/views.js';
import type { ZonePlan } from './zone-plan.js';

/** Certificates that a zone's Envoy trusts beside public authorities, by the name of their file without its ending. */
export function trusted({ topology, workloads }: ZonePlan): Record<string, string> {
  const upstreams = workloads.flatMap(({ hops, guards }) => [
    ...hops.map(({ name, target }) => ({ name, target })),
    ...guards.flatMap(({ name, service }) => (service.kind === 'llama-guard' ? [{ name, target: service.target }] : [])),
  ]);
  const found = upstreams.flatMap(({ name, target: { server } }) => {
    if (server.protocol !== 'openai') return [];
    const { trust, through } = server.endpoint;
    return [...certificatesOf(name, trust), ...(through === undefined ? [] : certificatesOf(name, through.trust))];
  });
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));

  function certificatesOf(name: string, trust: Trust): [string, string][] {
    if (trust.by === 'public') return [];
    return trust.by === 'pinned' ? [[name, trust.certificate]] : [[trust.authority, entity(topology.gateway.authorities, trust.authority).certificate]];
  }
}
