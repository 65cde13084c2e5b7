import { CfnTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { ManagedPolicy, Role } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { timeouts } from '../../timeouts.js';
import type { PinnedImage } from '../tasks/pinned-image.js';
import { taskLogs } from '../tasks/task-logs.js';
import { ecsTasks, pullAndLog } from '../tasks/task-roles.js';

/** One process of a task. */
export interface TaskContainer {
  /** Name, unique in the task. */
  readonly name: string;
  /** Image by digest. */
  readonly image: PinnedImage;
  /** Words after the image's entry point, and environment variables by name, of which none is a secret. */
  readonly starts: { readonly command: readonly string[]; readonly environment: Readonly<Record<string, string>> };
  /** In MiB, a hard limit. */
  readonly memoryMiB: number;
  /** Containers that come before it, and how far they must have come; they are stopped after it. */
  readonly after: Readonly<Record<string, 'START' | 'SUCCESS' | 'HEALTHY'>>;
  /** Command that says whether it works; `once` for the one that writes the configuration, which the others read, and ends. */
  readonly health: readonly string[] | 'once' | 'watched by another';
  /** Seconds between SIGTERM and SIGKILL. */
  readonly stop: number;
  /** TCP ports that it answers on beyond the task. */
  readonly ports: readonly number[];
}

export interface GatewayTaskProps {
  /** Task family, unique in the region. */
  readonly family: string;
  /** Processors, 1,024 units each, and memory of the whole task. */
  readonly size: { readonly cpuUnits: number; readonly memoryMiB: number };
  /** In the order of their start. */
  readonly containers: readonly TaskContainer[];
  /** Directories that the containers share: of the configuration, and of sockets, credentials and keys. */
  readonly directories: { readonly configuration: string; readonly run: string };
  /** User and group of every process, `user:group`. */
  readonly user: string;
  /** ARN of the role that the processes have. */
  readonly taskRoleArn: string;
  /** What the role is given for them: a task that starts before it fails, and three failures roll a deployment back. */
  readonly taskRights: ManagedPolicy;
  /** Where all of them write. */
  readonly logGroup: LogGroup;
}

/** Adds the task definition of a gateway to the scope, with the role that pulls its images. */
export function gatewayTask(scope: Construct, props: GatewayTaskProps): CfnTaskDefinition {
  const { account } = Stack.of(scope);
  const execution = new Role(scope, 'ExecutionRole', { assumedBy: ecsTasks(account) });
  const repositories = [...new Set(props.containers.map(({ image }) => image.repositoryArn))];
  const rights = new ManagedPolicy(scope, 'ExecutionPolicy', { roles: [execution], statements: pullAndLog(repositories, props.logGroup.logGroupArn) });
  const task = new CfnTaskDefinition(scope, 'Task', {
    family: props.family,
    requiresCompatibilities: ['FARGATE'],
    runtimePlatform: { cpuArchitecture: 'X86_64', operatingSystemFamily: 'LINUX' },
    networkMode: 'awsvpc',
    cpu: String(props.size.cpuUnits),
    memory: String(props.size.memoryMiB),
    executionRoleArn: execution.roleArn,
    taskRoleArn: props.taskRoleArn,
    // On the encrypted disk of the task, and gone with it.
    volumes: Object.keys(props.directories).map((name) => ({ name })),
    containerDefinitions: props.containers.map((container) => definition(scope, container, props)),
  });
  task.node.addDependency(rights, props.taskRights);
  return task;
}

function definition(
  scope: Construct,
  container: TaskContainer,
  { directories, user, logGroup }: GatewayTaskProps,
): CfnTaskDefinition.ContainerDefinitionProperty {
  const { name, image, health, after, ports } = container;
  const { command, environment } = container.starts;
  const { interval, timeout, failures, start } = timeouts.gateway.health;
  return {
    name,
    image: image.image,
    essential: health !== 'once',
    command: [...command],
    memory: container.memoryMiB,
    ...(Object.keys(after).length > 0 && { dependsOn: Object.entries(after).map(([containerName, condition]) => ({ containerName, condition })) }),
    ...(Array.isArray(health) && { healthCheck: { command: ['CMD', ...health], interval, timeout, retries: failures, startPeriod: start } }),
    ...(ports.length > 0 && { portMappings: ports.map((containerPort) => ({ containerPort, protocol: 'tcp' })) }),
    ...(Object.keys(environment).length > 0 && {
      environment: Object.entries(environment)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, value]) => ({ name: key, value })),
    }),
    mountPoints: [
      { sourceVolume: 'configuration', containerPath: directories.configuration, readOnly: health !== 'once' },
      { sourceVolume: 'run', containerPath: directories.run, readOnly: false },
    ],
    startTimeout: start,
    stopTimeout: container.stop,
    user,
    readonlyRootFilesystem: true,
    linuxParameters: { initProcessEnabled: true, capabilities: { drop: ['ALL'] } },
    versionConsistency: 'enabled',
    logConfiguration: taskLogs(logGroup, Stack.of(scope).region, name, '25m'),
  };
}
