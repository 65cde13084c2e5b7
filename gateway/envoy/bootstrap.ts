import { timeouts } from '../../constructs/timeouts.js';
import { adaptationsOf, adaptedAs } from '../adaptations.js';
import { heldBytes } from '../body-bytes.js';
import { sockets } from '../places.js';
import { translatorProcesses } from '../translator-file.js';
import { isTranslated, type ZonePlan } from '../zone-plan.js';
import { checking, httpOptions, limits, policyCluster, socketCluster } from './clusters.js';
import { askedClusters, egressListener } from './egress.js';
import { entryListener } from './entry.js';
import { hopListener, hostCluster } from './hop.js';
import { extension, type Json, pipe, seconds } from './json.js';
import { overloadManager } from './overload.js';
import { poolCluster } from './pool.js';
import { readyListener } from './ready.js';
import { proxyClusters, tunnelListener, tunnelledHops } from './tunnel.js';

/**
 * What the stop of a task asks, and numbers. Not the level of the log, at which Envoy prints prompts and keys from `debug` on; not the configuration, nor
 * memory; nothing that ends the process.
 */
const adminPaths = [
  { exact: '/healthcheck/fail' },
  { safe_regex: { regex: '/drain_listeners(\\?graceful)?' } },
  { safe_regex: { regex: '/(ready|clusters|server_info|stats(/prometheus)?)(\\?.*)?' } },
];

/** Envoy's bootstrap of a zone: every listener and every cluster, and no way to get others. */
export function bootstrap(plan: ZonePlan): Json {
  return {
    node: { id: `gateway.${plan.zone}`, cluster: plan.topology.name },
    admin: { address: pipe(sockets.admin), allow_paths: adminPaths },
    bootstrap_extensions: [extension('envoy.bootstrap.internal_listener', 'envoy.extensions.bootstrap.internal_listener.v3.InternalListener')],
    // Without it Envoy resets each stream to the policy service, whose HTTP/2 then takes it for an attack.
    layered_runtime: { layers: [{ name: 'gateway', static_layer: { 'envoy.reloadable_features.ext_proc_graceful_grpc_close': true } }] },
    // Envoy drops its client of a gRPC service that nobody has begun to call for so long, by default 50 s, and with it calls that are open: those of streams. Envoy 1.40 then
    // crashes at the end of such a stream.
    grpc_async_client_manager_config: { max_cached_entry_idle_duration: seconds(timeouts.gateway.client) },
    overload_manager: overloadManager(),
    static_resources: { listeners: listeners(plan), clusters: clusters(plan) },
  };
}

function listeners(plan: ZonePlan): Json[] {
  const bufferBytes = heldBytes(plan);
  const processes = ['policy', ...(isTranslated(plan) ? ['translator'] : [])];
  const hops = plan.workloads.flatMap((workload) => {
    const adaptations = adaptationsOf(plan.topology, workload);
    return workload.hops.map((hop) => hopListener(workload, hop, { bufferBytes, adapted: adaptations[adaptedAs(hop)] !== undefined }));
  });
  return [
    entryListener(plan, bufferBytes),
    readyListener(processes),
    ...(askedClusters(plan).length > 0 ? [egressListener(plan)] : []),
    ...hops,
    ...tunnelledHops(plan).map(tunnelListener),
  ];
}

function clusters(plan: ZonePlan): Json[] {
  const hosts = plan.workloads.flatMap(({ hops }) => hops.map((hop) => hostCluster(hop, translatorProcesses)));
  return [
    policyCluster(),
    ...(isTranslated(plan) ? [translatorCluster()] : []),
    ...plan.workloads.map(poolCluster),
    ...hosts,
    ...askedClusters(plan),
    ...proxyClusters(plan),
  ];
}

/** All processes of the translator, for readiness alone: no route leads here. */
function translatorCluster(): Json {
  const paths = Array.from({ length: translatorProcesses }, (_, index) => sockets.translator(index));
  return socketCluster('translator', paths, { ...limits(), ...httpOptions(), health_checks: [{ ...checking, http_health_check: { path: '/health' } }] });
}
