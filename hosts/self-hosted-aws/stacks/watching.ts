import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { CapacityBlockNotices } from '../../../constructs/aws/capacity/capacity-block-notices.js';
import { ReplicaScaling } from '../../../constructs/aws/fleet/replica-scaling.js';
import type { VllmService } from '../../../constructs/aws/fleet/vllm-service.js';
import { FleetAlarms } from '../../../constructs/aws/monitoring/fleet-alarms.js';
import { FleetDashboard } from '../../../constructs/aws/monitoring/fleet-dashboard.js';
import { FleetMetrics } from '../../../constructs/aws/monitoring/fleet-metrics.js';
import { GpuExporter } from '../../../constructs/aws/monitoring/gpu-exporter.js';
import { MetricsCollector } from '../../../constructs/aws/monitoring/metrics-collector.js';
import { setOrigin } from '../../../constructs/origin.js';
import { busyNodes } from '../../../derived/busy-nodes.js';
import { holds, imageVersion, oldestVersion } from '../../../facts/engine-features.js';
import { fatalXids } from '../../../facts/gpu-faults.js';
import { engineMetrics } from '../../../facts/serving.js';
import { collectorConfiguration } from '../../../runtime/metrics/collector.js';
import { registryImage } from '../../../stacks/aws/registry-image.js';
import { pathOf } from '../../../topology/path.js';
import { workloadsOn } from '../../../topology/views.js';
import type { AwsFleetHost } from '../schema.js';
import { balancerAlarms, engineAlarms, frontAlarms, gpuAlarms, nodeAlarms, serverAlarms } from './fleet-alarms.js';
import type { FleetParts } from './fleet-parts.js';

/** A model that is served, and what its metrics are told apart by. */
export interface WatchedModel {
  readonly host: AwsFleetHost;
  readonly clusterName: string;
  readonly serving: VllmService;
  /** Most replicas outside a deployment. */
  readonly replicas: number;
  /** Full names of the load balancer and of the model's target group. */
  readonly balancer: { readonly fullName: string; readonly targetGroupFullName: string };
}

/** Collector beside each model server; none unless the topology names its image. */
export function serverCollector(scope: Construct, fleet: FleetParts, host: AwsFleetHost): MetricsCollector | undefined {
  return collector(scope, 'ServerMetrics', 'vllm', fleet, host);
}

/** Scaling, alarms, notices and dashboard of a model: as much of them as the topology names images and bounds for. */
export function watchModel(scope: Construct, fleet: FleetParts, model: WatchedModel): void {
  const { host, balancer } = model;
  const { id, key } = fleet;
  const metrics = new FleetMetrics({ fleet: fleetName(scope), balancer: balancer.fullName, targets: balancer.targetGroupFullName });
  // A second model has the same load balancer and the same blocks.
  const first = scope === Stack.of(scope);
  const reported = { servers: host.images.metrics !== undefined, gpus: exporter(scope, fleet, model) };
  scaling(scope, id, model, reported.servers ? metrics : undefined);
  const alarms = new FleetAlarms(scope, 'Alarms', {
    alarms: { ...(first ? frontAlarms(metrics) : {}), ...modelAlarms(metrics, fleet, model, reported) },
    key,
    notify: fleet.topology.finance.notify,
  });
  if (first && Object.keys(host.capacity.blocks).length > 0) {
    const notices = new CapacityBlockNotices(scope, 'Blocks', { blocks: host.capacity.blocks, topic: alarms.topic, key });
    setOrigin(notices, pathOf('hosts', id, 'capacity'));
  }
  new FleetDashboard(scope, 'Dashboard', {
    metrics,
    reported: { ...reported, rejections: countedIn(host.image).includes('vllm:admission_rejections_total') },
  });
}

/** By the queue where servers report it, and by the clock; nothing for a host without bounds. */
function scaling(scope: Construct, id: string, { host, clusterName, serving, replicas }: WatchedModel, metrics: FleetMetrics | undefined): void {
  if (host.scaling === undefined) return;
  const { minReplicas, schedules, waitingPerReplica } = host.scaling;
  const made = new ReplicaScaling(scope, 'Scaling', {
    clusterName,
    serviceName: serving.service.attrName,
    minReplicas,
    maxReplicas: replicas,
    waiting:
      metrics !== undefined && waitingPerReplica !== undefined
        ? { metric: metrics.reported('vllm:num_requests_waiting', 'Average'), target: waitingPerReplica }
        : undefined,
    schedules,
  });
  setOrigin(made, pathOf('hosts', id, 'scaling'));
}

function modelAlarms(
  metrics: FleetMetrics,
  { id, topology }: FleetParts,
  { host, clusterName }: WatchedModel,
  reported: { readonly servers: boolean; readonly gpus: boolean },
) {
  const strictest = Math.min(...workloadsOn(topology, id).map(([, workload]) => workload.slo.ttftMs));
  return {
    ...balancerAlarms(metrics),
    ...nodeAlarms(metrics, clusterName, busyNodes(topology, id, host)),
    ...engineAlarms(metrics),
    ...(reported.servers ? serverAlarms(metrics, strictest, host.scaling?.waitingPerReplica) : {}),
    ...(reported.gpus ? gpuAlarms(metrics) : {}),
  };
}

/** Gauges and counters that the engine of an image has. An unknown version is a finding, and is taken for the oldest. */
function countedIn(image: string): string[] {
  const version = imageVersion(image) ?? oldestVersion();
  return engineMetrics('vllm').filter((name) => !name.endsWith('_seconds') && holds(name, version));
}

function exporter(scope: Construct, fleet: FleetParts, { host, clusterName }: WatchedModel): boolean {
  const reports = host.images.dcgm === undefined ? undefined : collector(scope, 'GpuMetrics', 'dcgm', fleet, host);
  if (host.images.dcgm === undefined || reports === undefined) return false;
  const daemon = new GpuExporter(scope, 'GpuExporter', {
    clusterName,
    image: registryImage(host.images.dcgm, Stack.of(scope)),
    collector: reports,
    network: fleet.network,
    logGroup: fleet.logGroup,
    tags: fleet.tags,
  });
  setOrigin(daemon, pathOf('hosts', fleet.id, 'images'));
  return true;
}

function collector(scope: Construct, name: string, source: 'vllm' | 'dcgm', fleet: FleetParts, { image, images }: AwsFleetHost): MetricsCollector | undefined {
  if (images.metrics === undefined) return undefined;
  const made = new MetricsCollector(scope, name, {
    image: registryImage(images.metrics, Stack.of(scope)),
    configuration: collectorConfiguration(source, { fatalXids: fatalXids(), engineMetrics: countedIn(image) }),
    fleet: fleetName(scope),
    key: fleet.key,
    logGroup: fleet.logGroup,
  });
  setOrigin(made, pathOf('hosts', fleet.id, 'images'));
  return made;
}

/** Dimension `Fleet`: the stack, and for a second model in it the construct that holds that model. */
export function fleetName(scope: Construct): string {
  const stack = Stack.of(scope);
  return scope === stack ? stack.stackName : `${stack.stackName}/${scope.node.id}`;
}
