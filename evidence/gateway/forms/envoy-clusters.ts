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
function remote(
  cluster: string,
  { address, port, name, trust }: Endpoint,
  { secret, cap }: { readonly secret: string; readonly cap: number | 'none' },
): unknown {
  const kind = isIP(address) === 0 ? { static: undefined } : { resolved: undefined };
  const authority = trust.by === 'public' ? '/etc/ssl/certs/ca-certificates.crt' : `/etc/gateway/trust/${trust.by === 'pinned' ? secret : trust.authority}.pem`;
  return filled('envoy', 'remote', { ...kind, cluster, address, port, name, authority, secret, 'most requests': cap === 'none' ? unlimited : cap });
}
