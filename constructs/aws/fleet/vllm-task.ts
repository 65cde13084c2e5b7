import { CfnTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { ManagedPolicy, Role } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { modelDirectory } from '../../model-directory.js';
import { scratchOf } from '../../scratch-space.js';
import { timeouts } from '../../timeouts.js';
import { type EncryptedSecret, readSecret } from '../encryption/encrypted-secret.js';
import type { MetricsCollector } from '../monitoring/metrics-collector.js';
import { taskLogs } from '../tasks/task-logs.js';
import { ecsTasks, pullAndLog } from '../tasks/task-roles.js';
import type { EngineProcess, VllmReplica } from './vllm-replica.js';

export interface VllmTaskProps {
  /** Task family, unique in the region. */
  readonly family: string;
  /** How the replica of a task runs. */
  readonly replica: VllmReplica;
  /**
   * Collector in the same task.
   * @default - none: no metric but what the load balancer and ECS count
   */
  readonly collector?: MetricsCollector | undefined;
  /** Where the engine's messages go. */
  readonly logGroup: LogGroup;
  /** Value that callers present as API key. */
  readonly apiKey: EncryptedSecret;
}

/** Name of the engine's container, which a load balancer sends requests to. */
export const engineContainerName = 'vllm';

/** Where the node has its verified weights, and where the compile cache outlives a task. */
const onNode = { models: '/mnt/nvme/models', 'compile-cache': '/mnt/nvme/compile-cache' };

/** Adds the task definition of a replica to the scope, with the role that pulls its images and reads its key. */
export function vllmTask(scope: Construct, props: VllmTaskProps): CfnTaskDefinition {
  const { collector } = props;
  const { role, rights } = execution(scope, props);
  const task = new CfnTaskDefinition(scope, 'Task', {
    family: props.family,
    requiresCompatibilities: ['EC2'],
    networkMode: 'awsvpc',
    executionRoleArn: role.roleArn,
    ...(collector !== undefined && { taskRoleArn: collector.taskRoleArn }),
    volumes: Object.entries(onNode).map(([name, sourcePath]) => ({ name, host: { sourcePath } })),
    containerDefinitions: [engineContainer(Stack.of(scope).region, props), ...(collector === undefined ? [] : [collector.container])],
  });
  // Replicas that start before it fail, and failures of a deployment roll it back.
  task.node.addDependency(rights, ...(collector === undefined ? [] : [collector.rights]));
  return task;
}

function execution(scope: Construct, { replica, collector, logGroup, apiKey }: VllmTaskProps): { readonly role: Role; readonly rights: ManagedPolicy } {
  const role = new Role(scope, 'ExecutionRole', { assumedBy: ecsTasks(Stack.of(scope).account) });
  const repositories = [replica.image.repositoryArn, ...(collector === undefined ? [] : [collector.repositoryArn])];
  const rights = new ManagedPolicy(scope, 'ExecutionPolicy', {
    roles: [role],
    statements: [...pullAndLog(repositories, logGroup.logGroupArn), ...readSecret('ApiKey', apiKey)],
  });
  return { role, rights };
}

function engineContainer(region: string, { replica, logGroup, apiKey }: VllmTaskProps): CfnTaskDefinition.ContainerDefinitionProperty {
  const { engine, share } = replica;
  return {
    name: engineContainerName,
    image: replica.image.image,
    essential: true,
    command: [...engine.arguments],
    cpu: share.cpuUnits,
    memory: share.memoryMiB,
    healthCheck: {
      command: ['CMD', 'python3', '-c', replica.progressCheck],
      interval: timeouts.progress.interval,
      timeout: timeouts.progress.timeout,
      retries: timeouts.progress.failures,
      startPeriod: timeouts.progress.start,
    },
    resourceRequirements: [{ type: 'GPU', value: String(share.gpus) }],
    portMappings: [{ containerPort: engine.port, protocol: 'tcp' }],
    environment: Object.entries(engine.environment)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => ({ name, value })),
    secrets: [{ name: 'VLLM_API_KEY', valueFrom: apiKey.secretArn }],
    ...confined(engine),
    // No stopTimeout: the node's ECS_CONTAINER_STOP_TIMEOUT rules (timeouts.ts); a task definition is only documented up to 120 s.
    versionConsistency: 'enabled',
    logConfiguration: taskLogs(logGroup, region, engineContainerName, '25m'),
  };
}

/** Whom the engine runs as, and the only places where it writes. */
function confined({ user, home }: EngineProcess) {
  return {
    mountPoints: [
      { sourceVolume: 'models', containerPath: modelDirectory, readOnly: true },
      { sourceVolume: 'compile-cache', containerPath: `${home}/.cache`, readOnly: false },
    ],
    user,
    readonlyRootFilesystem: true,
    // No capability comes back for symmetric memory: PyTorch passes its handles over sockets in /tmp, which needs none.
    // https://github.com/pytorch/pytorch/blob/main/torch/csrc/distributed/c10d/symm_mem/CUDASymmetricMemoryUtils.cpp
    linuxParameters: {
      sharedMemorySize: 16_384,
      initProcessEnabled: true,
      capabilities: { drop: ['ALL'] },
      tmpfs: scratchOf(home).map(({ path, sizeMiB, options }) => ({ containerPath: path, size: sizeMiB, mountOptions: [...options] })),
    },
    ulimits: [{ name: 'memlock', softLimit: -1, hardLimit: -1 }],
  } satisfies Partial<CfnTaskDefinition.ContainerDefinitionProperty>;
}
