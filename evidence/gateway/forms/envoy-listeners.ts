import { adaptationsOf, adaptedAs } from '../../../gateway/adaptations.js';
import { heldBytes } from '../../../gateway/body-bytes.js';
import { deadlinesOf } from '../../../gateway/deadlines.js';
import { type Hop, isTranslated, type WorkloadPlan, type ZonePlan } from '../../../gateway/zone-plan.js';
import type { GatewayTarget } from '../../../hosts/shared/host-gateway.js';
import { type AskedService, askedOf } from './asked.js';
import { tunnelledEndpoints } from './envoy-clusters.js';
import { filled } from './filled.js';

/** Every listener of a zone. */
export function expectedListeners(plan: ZonePlan): unknown[] {
  const asked = plan.workloads.flatMap(askedOf);
  return [
    entry(plan),
    filled('envoy', 'ready', isTranslated(plan) ? {} : { 'one percent': undefined }),
    ...(asked.length > 0 ? [egress(asked)] : []),
    ...plan.workloads.flatMap((workload) => workload.hops.map((hop) => hopOf(plan, workload, hop))),
    ...tunnelledEndpoints(plan).map(({ hop, endpoint: { address, port } }) => filled('envoy', 'tunnel', { hop, address, port })),
  ];
}

function entry(plan: ZonePlan): unknown {
  return filled('envoy', 'entry', {
    'held bytes': heldBytes(plan),
    routes: plan.workloads.flatMap((workload) => (['unary', 'stream'] as const).map((mode) => route(workload, mode))),
  });
}

function route(plan: WorkloadPlan, mode: 'unary' | 'stream'): unknown {
  const { answer, attempt, silent } = deadlinesOf(plan, mode);
  const hosts = new Set(plan.hops.map(({ priority }) => priority)).size;
  const retries = hosts < 2 ? undefined : filled('envoy', 'retries', { 'further hosts': hosts - 1, attempt: attempt === 'none' ? undefined : attempt });
  return filled('envoy', 'route', { workload: plan.id, mode, answer, silent, retries });
}

function egress(asked: readonly AskedService[]): unknown {
  return filled('envoy', 'egress', {
    asked: asked.map((service) =>
      filled('envoy', 'asked', { cluster: service.cluster, 'asked routes': service.paths.map((path) => askedRoute(service, path)) }),
    ),
    'logged kind': '%METADATA(ROUTE:gateway:kind)%',
    'logged workload': '%METADATA(ROUTE:gateway:workload)%',
    'logged host': '%METADATA(ROUTE:gateway:host)%',
    'logged place': undefined,
  });
}

function askedRoute({ target, endpoint, kind, cluster, workload, host }: AskedService, [path, there]: AskedService['paths'][number]): unknown {
  return filled('envoy', 'asked route', {
    ...{ kind, cluster, workload, host, path, 'path there': there, name: endpoint.name },
    'script settings': target === undefined ? undefined : settings(target),
  });
}

function hopOf(plan: ZonePlan, workload: WorkloadPlan, hop: Hop): unknown {
  const { name, host } = hop;
  return filled('envoy', 'hop', {
    hop: name,
    'held bytes': heldBytes(plan),
    ...(adaptationsOf(plan.topology, workload)[adaptedAs(hop)] === undefined && { adaptation: undefined }),
    'ways there': waysOf(hop),
    'logged kind': 'attempt',
    'logged workload': workload.id,
    'logged host': host,
    'logged place': hop.priority === 0 ? 'first' : 'overflow',
  });
}

/** How a hop leads to its host: one way, or another one for streams before it. */
function waysOf({ name: hop, target }: Hop): unknown[] {
  const { server } = target;
  const common = { hop, 'script settings': settings(target) };
  const whole = { 'asked for as': undefined };
  if (server.protocol !== 'openai')
    return [filled('envoy', 'way there', { ...common, ...whole, 'path there': `/${hop}/v1/chat/completions`, name: undefined, headers: undefined })];
  const called = { ...common, name: server.endpoint.name, headers: Object.entries(server.headers).map(([key, value]) => ({ header: { key, value } })) };
  const streams =
    server.streamPath === undefined
      ? []
      : [filled('envoy', 'way there', { ...called, 'asked for as': filled('envoy', 'a stream'), 'path there': server.streamPath })];
  return [...streams, filled('envoy', 'way there', { ...called, ...whole, 'path there': server.path })];
}

/** What the script of attempts is told about a host. */
function settings({ price, server }: GatewayTarget): unknown {
  return {
    ...(typeof price !== 'string' && { price: { input: price.input, output: price.output } }),
    ...(server.protocol === 'converse' && { words: 'ours' }),
    ...(server.protocol === 'openai' && server.streamPath !== undefined && { ends: 'by reason' }),
  };
}
