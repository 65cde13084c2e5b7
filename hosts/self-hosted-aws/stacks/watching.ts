import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { CapacityBlockNotices } from '../../../constructs/aws/capacity-block-notices.js';
import { type FleetAlarm, FleetAlarms } from '../../../constructs/aws/fleet-alarms.js';
import { FleetDashboard } from '../../../constructs/aws/fleet-dashboard.js';
import type { FleetKey } from '../../../constructs/aws/fleet-key.js';
import { FleetMetrics } from '../../../constructs/aws/fleet-metrics.js';
import { GpuExporter, type GpuExporterProps } from '../../../constructs/aws/gpu-exporter.js';
import type { InternalLoadBalancer } from '../../../constructs/aws/internal-load-balancer.js';
import { MetricsCollector } from '../../../constructs/aws/metrics-collector.js';
import { ReplicaScaling } from '../../../constructs/aws/replica-scaling.js';
import type { VllmService } from '../../../constructs/aws/vllm-service.js';
import { setOrigin } from '../../../constructs/origin.js';
import { timeouts } from '../../../constructs/timeouts.js';
import { holds, imageVersion, oldestVersion } from '../../../facts/engine-features.js';
import { fatalXids } from '../../../facts/gpu-faults.js';
import { engineMetrics } from '../../../facts/serving.js';
import { collectorConfiguration } from '../../../runtime/metrics/collector.js';
import { stalledMetric } from '../../../runtime/progress.js';
import { admission } from '../../../stacks/admission.js';
import { registryImage } from '../../../stacks/aws/registry-image.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { workloadsOn } from '../../../topology/views.js';
import type { AwsFleetHost } from '../schema.js';
import { rolloutOf } from './rollout.js';
import type { Serving } from './serving.js';

interface Watched {
  readonly id: string;
  readonly host: AwsFleetHost;
  readonly key: FleetKey;
  readonly logGroup: LogGroup;
}

/** Collector beside each model server; none unless the topology names its image. */
export function serverCollector(scope: Construct, watched: Watched): MetricsCollector | undefined {
  return collector(scope, 'ServerMetrics', 'vllm', watched);
}

export interface WatchedFleet extends Watched, Pick<GpuExporterProps, 'clusterName' | 'network' | 'tags'> {
  readonly topology: Topology;
  readonly balancer: Pick<InternalLoadBalancer, 'fullName' | 'targetGroupFullName'>;
  readonly serving: VllmService;
  readonly replicasPerNode: Serving['replicasPerNode'];
}

/** Scaling, alarms, notices and dashboard of a fleet: as much of them as the topology names images and bounds for. */
export function watchFleet(scope: Construct, fleet: WatchedFleet): void {
  const { host, id, topology, key } = fleet;
  const metrics = new FleetMetrics({ fleet: fleetName(scope), balancer: fleet.balancer.fullName, targets: fleet.balancer.targetGroupFullName });
  const servers = host.images.metrics !== undefined;
  const gpus = exporter(scope, fleet);
  if (host.scaling !== undefined) {
    const { minReplicas, schedules, waitingPerReplica } = host.scaling;
    const scaling = new ReplicaScaling(scope, 'Scaling', {
      clusterName: fleet.clusterName,
      serviceName: fleet.serving.service.attrName,
      minReplicas,
      maxReplicas: rolloutOf(host, fleet.replicasPerNode).replicas,
      waiting:
        servers && waitingPerReplica !== undefined
          ? { metric: metrics.reported('vllm:num_requests_waiting', 'Average'), target: waitingPerReplica }
          : undefined,
      schedules,
    });
    setOrigin(scaling, `hosts.${id}.scaling`);
  }
  const strictest = Math.min(...workloadsOn(topology, id).map(([, workload]) => workload.slo.ttftMs));
  const alarms = new FleetAlarms(scope, 'Alarms', {
    alarms: {
      ...balancerAlarms(metrics),
      ...engineAlarms(metrics),
      ...(servers ? serverAlarms(metrics, strictest, host.scaling?.waitingPerReplica) : {}),
      ...(gpus ? gpuAlarms(metrics) : {}),
    },
    key,
    notify: topology.finance.notify,
  });
  if (Object.keys(host.capacity.blocks).length > 0) {
    const notices = new CapacityBlockNotices(scope, 'Blocks', { blocks: host.capacity.blocks, topic: alarms.topic, key });
    setOrigin(notices, `hosts.${id}.capacity`);
  }
  new FleetDashboard(scope, 'Dashboard', {
    metrics,
    reported: { servers, gpus, rejections: countedIn(host.image).includes('vllm:admission_rejections_total') },
  });
}

/** Gauges and counters that the engine of an image has. An unknown version is a finding, and is taken for the oldest. */
function countedIn(image: string): string[] {
  const version = imageVersion(image) ?? oldestVersion();
  return engineMetrics('vllm').filter((name) => !name.endsWith('_seconds') && holds(name, version));
}

function balancerAlarms(metrics: FleetMetrics): Record<string, FleetAlarm> {
  return {
    ReplicasUnhealthy: {
      metric: metrics.balancer('UnHealthyHostCount', 'Maximum'),
      threshold: 1,
      description: 'A model server fails its health check. Runbook: docs/runbooks/node-failure.md',
    },
    // Without a registered target the load balancer counts nothing: no replica is unhealthy, and none fails a request.
    NoReplica: {
      metric: metrics.balancer('HealthyHostCount', 'Maximum'),
      threshold: 1,
      below: true,
      description: 'No model server is healthy: the fleet does not serve. Runbook: docs/runbooks/node-failure.md',
    },
    // vLLM answers 503 when its queue is full: overflow, not failure. Sustained, it means the fleet is too small.
    ServerErrors: {
      metric: metrics.balancer('HTTPCode_Target_5XX_Count', 'Sum'),
      threshold: 100,
      description: 'Model servers refuse or fail requests. After a deployment: docs/runbooks/roll-back.md, else docs/runbooks/node-failure.md',
    },
  };
}

/** What each replica says of its own progress, with or without a collector. */
function engineAlarms(metrics: FleetMetrics): Record<string, FleetAlarm> {
  const minutes = timeouts.progress.hung / 60;
  return {
    EngineHung: {
      metric: metrics.perReplica(stalledMetric, 'MAX'),
      threshold: timeouts.progress.hung,
      periods: 1,
      description: `A model server runs requests and has made no token for ${minutes} minutes; ECS replaces it. Runbook: docs/runbooks/node-failure.md`,
    },
    EnginesUnwatched: {
      metric: metrics.reported(stalledMetric, 'SampleCount'),
      threshold: 1,
      periods: 10,
      below: true,
      description: 'No model server says whether it makes progress: one that hangs would tell nobody. Runbook: docs/runbooks/node-failure.md',
    },
  };
}

function serverAlarms(metrics: FleetMetrics, ttftMs: number, waitingPerReplica: number | undefined): Record<string, FleetAlarm> {
  const late: Record<string, FleetAlarm> = Number.isFinite(ttftMs)
    ? {
        FirstTokenLate: {
          metric: metrics.laterThan('time_to_first_token', ttftMs / 1_000, `Share of first tokens after ${ttftMs} ms`),
          threshold: 0.05,
          periods: 3,
          description: `The 95th percentile of the first token is above ${ttftMs} ms, the strictest objective on this fleet. Runbook: docs/runbooks/node-failure.md`,
        },
      }
    : {};
  return {
    ...late,
    ServersSilent: {
      metric: metrics.reported('vllm:num_requests_running', 'SampleCount'),
      threshold: 1,
      periods: 10,
      below: true,
      description: 'No model server reports: the alarms on queue, cache and first token are blind. Runbook: docs/runbooks/node-failure.md',
    },
    Queue: {
      metric: metrics.reported('vllm:num_requests_waiting', 'Average'),
      threshold: Math.min(admission.waiting, waitingPerReplica === undefined ? admission.waiting / 2 : waitingPerReplica * 2),
      periods: 10,
      description: 'Requests wait on every replica: soon the gateway gets 503 and uses the next host. Runbook: docs/runbooks/node-failure.md',
    },
    KvCache: {
      metric: metrics.reported('vllm:kv_cache_usage_perc', 'Average'),
      threshold: 0.95,
      periods: 10,
      description: 'Key-value caches are full: vLLM preempts and recomputes requests. Runbook: docs/runbooks/model-change.md',
    },
  };
}

function gpuAlarms(metrics: FleetMetrics): Record<string, FleetAlarm> {
  const runbook = 'Runbook: docs/runbooks/node-failure.md';
  return {
    GpusSilent: {
      metric: metrics.reported('DCGM_FI_DEV_GPU_UTIL', 'SampleCount'),
      threshold: 1,
      periods: 10,
      below: true,
      description: `No GPU reports: the alarms on GPUs are blind. ${runbook}`,
    },
    // The collector keeps fatal codes only, and the exporter counts those of the last minutes: nothing to reset.
    GpuXid: {
      metric: metrics.reported('DCGM_EXP_XID_ERRORS_COUNT', 'Maximum'),
      threshold: 1,
      periods: 1,
      description: `A GPU reported an XID after which only a reset or another machine helps. ${runbook}`,
    },
    GpuMemory: {
      metric: metrics.reported('DCGM_FI_DEV_ECC_DBE_VOL_TOTAL', 'Sum'),
      threshold: 1,
      periods: 1,
      description: `A GPU had an uncorrectable memory error. ${runbook}`,
    },
    GpuRowRemap: {
      metric: metrics.reported('DCGM_FI_DEV_ROW_REMAP_FAILURE', 'Maximum'),
      threshold: 1,
      periods: 1,
      description: `A GPU could not remap a broken memory row. ${runbook}`,
    },
  };
}

function exporter(scope: Construct, fleet: WatchedFleet): boolean {
  const { id, host, logGroup } = fleet;
  const reports = host.images.dcgm === undefined ? undefined : collector(scope, 'GpuMetrics', 'dcgm', fleet);
  if (host.images.dcgm === undefined || reports === undefined) return false;
  const daemon = new GpuExporter(scope, 'GpuExporter', {
    clusterName: fleet.clusterName,
    image: registryImage(host.images.dcgm, Stack.of(scope)),
    collector: reports,
    network: fleet.network,
    logGroup,
    tags: fleet.tags,
  });
  setOrigin(daemon, `hosts.${id}.images`);
  return true;
}

function collector(scope: Construct, name: string, source: 'vllm' | 'dcgm', { id, host, key, logGroup }: Watched): MetricsCollector | undefined {
  if (host.images.metrics === undefined) return undefined;
  const made = new MetricsCollector(scope, name, {
    image: registryImage(host.images.metrics, Stack.of(scope)),
    configuration: collectorConfiguration(source, { fatalXids: fatalXids(), engineMetrics: countedIn(host.image) }),
    fleet: fleetName(scope),
    key,
    logGroup,
  });
  setOrigin(made, `hosts.${id}.images`);
  return made;
}

/** Dimension `Fleet`: the stack, and for a second model in it the construct that holds that model. */
export function fleetName(scope: Construct): string {
  const stack = Stack.of(scope);
  return scope === stack ? stack.stackName : `${stack.stackName}/${scope.node.id}`;
}
