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

/** What an agent is, wherever it runs. */
export interface AgentContainer {
  /** Name of the container. */
  readonly name: string;
  /** Arguments after the image. */
  readonly arguments: readonly string[];
  /** No secrets. */
  readonly environment: Readonly<Record<string, string>>;
  /** In MiB; beyond it the agent is stopped. */
  readonly memoryMiB: number;
  /** Directories of the node that it sees under `/host`, read only. */
  readonly reads: readonly string[];
}

export interface NodeAgentProps {
  /** What runs on each node. */
  readonly container: AgentContainer;
  /** Its image by digest. */
  readonly image: PinnedImage;
  /** Name of the ECS cluster whose nodes it runs on. */
  readonly clusterName: string;
  /** Where its tasks get their addresses. */
  readonly network: PrivatePlacement;
  /** Where its messages go. */
  readonly logGroup: LogGroup;
  /** Tags of the service; ECS copies them to its tasks. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * A container of the organisation on every node of a cluster. It has no role of its own, no capability and no GPU, it writes
 * nothing to its node, and its network is that of every task: no way to the internet.
 */
export class NodeAgent extends Construct {
  readonly service: CfnService;

  constructor(scope: Construct, id: string, props: NodeAgentProps) {
    super(scope, id);
    this.service = new CfnService(this, 'Service', {
      cluster: props.clusterName,
      taskDefinition: this.task(props).ref,
      schedulingStrategy: 'DAEMON',
      launchType: 'EC2',
      deploymentConfiguration: { minimumHealthyPercent: 0, maximumPercent: 100 },
      ...privateService(props.network),
    });
    for (const [key, value] of Object.entries(props.tags)) this.service.tags.setTag(key, value);
  }

  private task({ container, image, logGroup }: NodeAgentProps): CfnTaskDefinition {
    const { account, region } = Stack.of(this);
    const execution = new Role(this, 'ExecutionRole', { assumedBy: ecsTasks(account) });
    const rights = new ManagedPolicy(this, 'ExecutionPolicy', { roles: [execution], statements: pullAndLog([image.repositoryArn], logGroup.logGroupArn) });
    const volumes = container.reads.map((path) => ({ name: path.slice(1).replaceAll('/', '-'), host: { sourcePath: path } }));
    const task = new CfnTaskDefinition(this, 'Task', {
      requiresCompatibilities: ['EC2'],
      networkMode: 'awsvpc',
      executionRoleArn: execution.roleArn,
      ...(volumes.length > 0 && { volumes }),
      containerDefinitions: [
        {
          name: container.name,
          image: image.image,
          essential: true,
          cpu: 256,
          memory: container.memoryMiB,
          ...(container.arguments.length > 0 && { command: [...container.arguments] }),
          environment: [
            // The default runtime of a node is NVIDIA's: without this an image that asks for GPUs would see all of them.
            ...Object.entries({ ...container.environment, NVIDIA_VISIBLE_DEVICES: 'void' }).map(([name, value]) => ({ name, value })),
          ].sort((a, b) => (a.name < b.name ? -1 : 1)),
          ...(volumes.length > 0 && {
            mountPoints: volumes.map(({ name, host }) => ({ sourceVolume: name, containerPath: `/host${host.sourcePath}`, readOnly: true })),
          }),
          readonlyRootFilesystem: true,
          linuxParameters: { capabilities: { drop: ['ALL'] }, tmpfs: [{ containerPath: '/tmp', size: 64, mountOptions: ['rw', 'noexec', 'nosuid', 'nodev'] }] },
          versionConsistency: 'enabled',
          logConfiguration: taskLogs(logGroup, region, container.name, '1m'),
        },
      ],
    });
    task.node.addDependency(rights);
    return task;
  }
}
