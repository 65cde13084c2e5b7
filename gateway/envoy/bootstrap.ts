import { sockets } from '../places.js';
import { translatorProcesses as translators } from '../translator-file.js';
import type { ZonePlan } from '../zone-plan.js';
import { checking, httpOptions, limits, policyCluster, socketCluster } from './clusters.js';
import { askedClusters, egressListener } from './egress.js';
import { entryListener } from './entry.js';
import { hopListener, hostCluster } from './hop.js';
import { extension, type Json, pipe } from './json.js';
import { poolCluster } from './pool.js';
import { readyListener } from './ready.js';

/** Envoy's bootstrap of a zone: every listener and every cluster, and no way to get others. */
export function bootstrap(plan: ZonePlan): Json {
  const hops = plan.workloads.flatMap((workload) => workload.hops.map((hop) => ({ workload, hop })));
  const translated = hops.some(({ hop }) => hop.target.server.protocol === 'converse');
  const asked = askedClusters(plan);
  return {
    node: { id: `gateway.${plan.zone}`, cluster: plan.topology.name },
    admin: { address: pipe(sockets.admin) },
    bootstrap_extensions: [extension('envoy.bootstrap.internal_listener', 'envoy.extensions.bootstrap.internal_listener.v3.InternalListener')],
    layered_runtime: {
      layers: [{ name: 'gateway', static_layer: { 'envoy.reloadable_features.ext_proc_graceful_grpc_close': true } }],
    },
    static_resources: {
      listeners: [
        entryListener(plan, 16 * 1_048_576),
        readyListener(['policy', ...(translated ? ['translator'] : [])]),
        ...(asked.length > 0 ? [egressListener(plan)] : []),
        ...hops.map(({ workload, hop }) => hopListener(workload, hop)),
      ],
      clusters: [
        policyCluster(),
        ...(translated ? [translatorCluster()] : []),
        ...plan.workloads.map(poolCluster),
        ...hops.map(({ hop }) => hostCluster(hop, { translators, cap: 'none' })),
        ...asked,
      ],
    },
  };
}

/** All processes of the translator, for readiness alone: no route leads here. */
function translatorCluster(): Json {
  const paths = Array.from({ length: translators }, (_, index) => sockets.translator(index));
  return socketCluster('translator', paths, { ...limits(), ...httpOptions(), health_checks: [{ ...checking, http_health_check: { path: '/health' } }] });
}
