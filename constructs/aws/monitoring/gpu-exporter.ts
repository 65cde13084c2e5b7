import { CfnService, CfnTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { ManagedPolicy, Role } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { PrivatePlacement } from '../network/private-placement.js';
import type { PinnedImage } from '../tasks/pinned-image.js';
import { privateService } from '../tasks/private-service.js';
import { taskLogs } from '../tasks/task-logs.js';
import { ecsTasks, pullAndLog } from '../tasks/task-roles.js';
import type { MetricsCollector } from './metrics-collector.js';

export interface GpuExporterProps {
  /** Name of the ECS cluster. */
  readonly clusterName: string;
  /** NVIDIA DCGM exporter. */
  readonly image: PinnedImage;
  /** Collector in the same task. */
  readonly collector: MetricsCollector;
  /** Where its tasks get their addresses. */
  readonly network: PrivatePlacement;
  /** Where the exporter's messages go. */
  readonly logGroup: LogGroup;
  /** Tags of the service; ECS copies them to its tasks. */
  readonly tags: Readonly<Record<string, string>>;
}

/** XIDs are counted over this long: ten scrapes, so that none is missed, and an alarm ends by itself. */
const xidWindowMs = 300_000;
/** List of counters that the node's user data puts there. */
const counters = '/etc/blueprint/dcgm-counters.csv';

/**
 * DCGM exporter on every node. It reserves no GPU and sees all of them, because the node's default runtime is NVIDIA's.
 * Without the right to profile it costs the model servers nothing.
 */
export class GpuExporter extends Construct {
  readonly service: CfnService;

  constructor(scope: Construct, id: string, props: GpuExporterProps) {
    super(scope, id);
    const task = this.task(props);
    this.service = new CfnService(this, 'Service', {
      cluster: props.clusterName,
      taskDefinition: task.ref,
      schedulingStrategy: 'DAEMON',
      launchType: 'EC2',
      deploymentConfiguration: { minimumHealthyPercent: 0, maximumPercent: 100 },
      ...privateService(props.network),
    });
    for (const [key, value] of Object.entries(props.tags)) this.service.tags.setTag(key, value);
  }

  private task({ image, collector, logGroup }: GpuExporterProps): CfnTaskDefinition {
    const { account, region } = Stack.of(this);
    const execution = new Role(this, 'ExecutionRole', { assumedBy: ecsTasks(account) });
    const rights = new ManagedPolicy(this, 'ExecutionPolicy', {
      roles: [execution],
      statements: pullAndLog([image.repositoryArn, collector.repositoryArn], logGroup.logGroupArn),
    });
    const task = new CfnTaskDefinition(this, 'Task', {
      requiresCompatibilities: ['EC2'],
      networkMode: 'awsvpc',
      executionRoleArn: execution.roleArn,
      taskRoleArn: collector.taskRoleArn,
      volumes: [{ name: 'counters', host: { sourcePath: counters } }],
      containerDefinitions: [
        {
          name: 'dcgm',
          image: image.image,
          essential: true,
          cpu: 256,
          memory: 1_024,
          environment: Object.entries({
            DCGM_EXPORTER_COLLECTORS: counters,
            DCGM_EXPORTER_KUBERNETES: 'false',
            DCGM_EXPORTER_LISTEN: '127.0.0.1:9400',
            // Its entry point ends where it cannot give itself SYS_ADMIN, which it needs for profiling alone.
            NO_SETCAP: '1',
            DCGM_EXPORTER_XID_COUNT_WINDOW_SIZE: String(xidWindowMs),
            NVIDIA_DRIVER_CAPABILITIES: 'utility',
            NVIDIA_VISIBLE_DEVICES: 'all',
          }).map(([name, value]) => ({ name, value })),
          mountPoints: [{ sourceVolume: 'counters', containerPath: counters, readOnly: true }],
          // Root without capabilities: DCGM inside a process is documented for root only.
          user: '0',
          readonlyRootFilesystem: true,
          linuxParameters: { capabilities: { drop: ['ALL'] }, tmpfs: [{ containerPath: '/tmp', size: 64, mountOptions: ['rw', 'noexec', 'nosuid', 'nodev'] }] },
          versionConsistency: 'enabled',
          logConfiguration: taskLogs(logGroup, region, 'dcgm', '1m'),
        },
        collector.container,
      ],
    });
    task.node.addDependency(rights, collector.rights);
    return task;
  }
}
