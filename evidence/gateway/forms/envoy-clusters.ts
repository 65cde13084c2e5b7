import { isIP } from 'node:net';
import type { Hop, WorkloadPlan, ZonePlan } from '../../../gateway/zone-plan.js';
import { isTranslated } from '../../../gateway/zone-plan.js';
import type { Endpoint } from '../../../hosts/shared/host-gateway.js';
import { askedOf } from './asked.js';
import { filled } from './filled.js';

/** Of a limit that is none, Envoy's largest number. */
const unlimited = 4_294_967_295;

/** Every cluster of a zone. */
export function expectedClusters(plan: ZonePlan): unknown[] {
  return [
    filled('envoy', 'policy'),
    ...(isTranslated(plan) ? [filled('envoy', 'translator')] : []),
    ...plan.workloads.map(pool),
    ...plan.workloads.flatMap(({ hops }) => hops.map(hostOf)),
    ...plan.workloads.flatMap(askedOf).map(({ cluster, endpoint, secret }) => remote(cluster, endpoint, { secret, cap: 'none' })),
    ...proxies(plan),
  ];
}

function pool({ id, hops }: WorkloadPlan): unknown {
  const orders = [...new Set(hops.map(({ priority }) => priority))].sort((a, b) => a - b);
  const part = ({ name, target }: Hop) => filled('envoy', 'part', { hop: name, percent: target.percent });
  const steps = orders.map((order) => filled('envoy', 'step', { order, parts: hops.filter(({ priority }) => priority === order).map(part) }));
  return filled('envoy', 'pool', { workload: id, steps });
}

function hostOf({ name, cap, target: { server } }: Hop): unknown {
  return server.protocol === 'openai'
    ? remote(`host.${name}`, server.endpoint, { secret: name, cap })
    : filled('envoy', 'translated', { hop: name, 'most requests': cap === 'none' ? unlimited : cap });
}

/** A server outside the task. Its credential and, where its certificate is pinned, that are in files of one name. */
function remote(cluster: string, endpoint: Endpoint, { secret, cap }: { readonly secret: string; readonly cap: number | 'none' }): unknown {
  const { address, port, name, through } = endpoint;
  const way = through === undefined ? filled('envoy', 'directly', { address, port }) : filled('envoy', 'through the proxy', { secret });
  const kind = through === undefined && isIP(address) === 0 ? { static: undefined } : { resolved: undefined };
  const authority = authorityFile(endpoint, secret);
  const silence = through === undefined ? {} : { probed: undefined };
  return filled('envoy', 'remote', { ...kind, ...silence, cluster, way, name, authority, secret, 'most requests': cap === 'none' ? unlimited : cap });
}

function authorityFile({ trust }: Pick<Endpoint, 'trust'>, secret: string): string {
  if (trust.by === 'public') return '/etc/ssl/certs/ca-certificates.crt';
  return `/etc/gateway/trust/${trust.by === 'pinned' ? secret : trust.authority}.pem`;
}

/** The proxy of a zone, where some hop leads through it. */
function proxies(plan: ZonePlan): unknown[] {
  const [proxy] = tunnelledEndpoints(plan).map(({ endpoint: { through } }) => through);
  return proxy === undefined ? [] : [filled('envoy', 'proxy', { name: proxy.name, port: proxy.port, authority: authorityFile(proxy, 'proxy') })];
}

/** Hops of a zone that lead through its proxy. */
export function tunnelledEndpoints({ workloads }: ZonePlan): readonly { readonly hop: string; readonly endpoint: Endpoint }[] {
  return workloads
    .flatMap(({ hops }) => hops)
    .flatMap(({ name, target: { server } }) => (server.protocol === 'openai' && server.endpoint.through ? [{ hop: name, endpoint: server.endpoint }] : []));
}
