import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { CapacityBlockNotices } from '../../../constructs/aws/capacity-block-notices.js';
import { FleetAlarms } from '../../../constructs/aws/fleet-alarms.js';
import { FleetDashboard } from '../../../constructs/aws/fleet-dashboard.js';
import type { FleetKey } from '../../../constructs/aws/fleet-key.js';
import { FleetMetrics } from '../../../constructs/aws/fleet-metrics.js';
import { GpuExporter, type GpuExporterProps } from '../../../constructs/aws/gpu-exporter.js';
import type { InternalLoadBalancer } from '../../../constructs/aws/internal-load-balancer.js';
import { MetricsCollector } from '../../../constructs/aws/metrics-collector.js';
import { ReplicaScaling } from '../../../constructs/aws/replica-scaling.js';
import type { VllmService } from '../../../constructs/aws/vllm-service.js';
import { setOrigin } from '../../../constructs/origin.js';
import { holds, imageVersion, oldestVersion } from '../../../facts/engine-features.js';
import { fatalXids } from '../../../facts/gpu-faults.js';
import { engineMetrics } from '../../../facts/serving.js';
import { collectorConfiguration } from '../../../runtime/metrics/collector.js';
import { registryImage } from '../../../stacks/aws/registry-image.js';
import { pathOf } from '../../../topology/path.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { workloadsOn } from '../../../topology/views.js';
import type { AwsFleetHost } from '../schema.js';
import { balancerAlarms, engineAlarms, frontAlarms, gpuAlarms, serverAlarms } from './fleet-alarms.js';
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
    setOrigin(scaling, pathOf('hosts', id, 'scaling'));
  }
  const strictest = Math.min(...workloadsOn(topology, id).map(([, workload]) => workload.slo.ttftMs));
  const alarms = new FleetAlarms(scope, 'Alarms', {
    alarms: {
      // A second model has the same load balancer.
      ...(scope === Stack.of(scope) ? frontAlarms(metrics) : {}),
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
    setOrigin(notices, pathOf('hosts', id, 'capacity'));
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
  setOrigin(daemon, pathOf('hosts', id, 'images'));
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
  setOrigin(made, pathOf('hosts', id, 'images'));
  return made;
}

/** Dimension `Fleet`: the stack, and for a second model in it the construct that holds that model. */
export function fleetName(scope: Construct): string {
  const stack = Stack.of(scope);
  return scope === stack ? stack.stackName : `${stack.stackName}/${scope.node.id}`;
}
