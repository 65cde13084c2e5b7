import { CfnService, CfnTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { ManagedPolicy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { modelDirectory } from '../../model-directory.js';
import { scratchOf } from '../../scratch-space.js';
import { timeouts } from '../../timeouts.js';
import type { MetricsCollector } from '../monitoring/metrics-collector.js';
import { type PrivateServiceNetwork, privateService } from '../tasks/private-service.js';
import { taskLogs } from '../tasks/task-logs.js';
import { ecsTasks, pullAndLog } from '../tasks/task-roles.js';

/** How one replica runs: what the engine is told and what of the node it takes. */
export interface VllmReplica {
  /** Image by digest. */
  readonly image: string;
  readonly repositoryArn: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly user: string;
  readonly home: string;
  readonly port: number;
  /** Python program that says how long the engine has made no progress, and fails when it makes none. */
  readonly progressCheck: string;
  readonly gpus: number;
  readonly cpuUnits: number;
  readonly memoryMiB: number;
}

export interface VllmServiceProps {
  /** Task family, unique in the region. */
  readonly family: string;
  readonly clusterName: string;
  readonly capacityProvider: string;
  readonly replica: VllmReplica;
  /** Undefined when scaling decides: a number here would reset its decision with every deployment. */
  readonly replicas: number | undefined;
  /** How far a deployment may go below and above the replicas, in percent. */
  readonly rollout: { readonly minimumHealthyPercent: number; readonly maximumPercent: number };
  /** Collector in the same task. */
  readonly collector: MetricsCollector | undefined;
  readonly network: PrivateServiceNetwork;
  readonly targetGroupArn: string;
  readonly logGroup: LogGroup;
  /** Secret whose value callers present as API key, and the key that encrypts it. */
  readonly apiKey: { readonly secretArn: string; readonly keyArn: string };
  readonly tags: Readonly<Record<string, string>>;
}

/** Node directory of verified weights. */
const modelsOnNode = '/mnt/nvme/models';

/** vLLM replicas on ECS, several to a node. */
export class VllmService extends Construct {
  readonly service: CfnService;

  constructor(scope: Construct, id: string, props: VllmServiceProps) {
    super(scope, id);
    const task = this.taskDefinition(props);
    this.service = new CfnService(this, 'Service', {
      cluster: props.clusterName,
      taskDefinition: task.ref,
      ...(props.replicas !== undefined && { desiredCount: props.replicas }),
      capacityProviderStrategy: [{ capacityProvider: props.capacityProvider, weight: 1 }],
      deploymentConfiguration: {
        minimumHealthyPercent: props.rollout.minimumHealthyPercent,
        maximumPercent: props.rollout.maximumPercent,
        deploymentCircuitBreaker: { enable: true, rollback: true },
      },
      // Fill a node before the next, so that a node lost is a whole number of replicas and drains as one.
      placementStrategies: [
        { type: 'spread', field: 'attribute:ecs.availability-zone' },
        { type: 'binpack', field: 'memory' },
      ],
      healthCheckGracePeriodSeconds: 1_800,
      loadBalancers: [{ containerName: 'vllm', containerPort: props.replica.port, targetGroupArn: props.targetGroupArn }],
      ...privateService(props.network),
    });
    for (const [key, value] of Object.entries(props.tags)) this.service.tags.setTag(key, value);
  }

  private taskDefinition(props: VllmServiceProps): CfnTaskDefinition {
    const { replica } = props;
    const { region } = Stack.of(this);
    return new CfnTaskDefinition(this, 'Task', {
      family: props.family,
      requiresCompatibilities: ['EC2'],
      networkMode: 'awsvpc',
      executionRoleArn: this.executionRole(props).roleArn,
      ...(props.collector !== undefined && { taskRoleArn: props.collector.taskRoleArn }),
      volumes: [
        { name: 'models', host: { sourcePath: modelsOnNode } },
        { name: 'compile-cache', host: { sourcePath: '/mnt/nvme/compile-cache' } },
      ],
      containerDefinitions: [
        {
          name: 'vllm',
          image: replica.image,
          essential: true,
          command: [...replica.arguments],
          cpu: replica.cpuUnits,
          memory: replica.memoryMiB,
          healthCheck: {
            command: ['CMD', 'python3', '-c', replica.progressCheck],
            interval: timeouts.progress.interval,
            timeout: timeouts.progress.timeout,
            retries: timeouts.progress.failures,
            startPeriod: timeouts.progress.start,
          },
          resourceRequirements: [{ type: 'GPU', value: String(replica.gpus) }],
          portMappings: [{ containerPort: replica.port, protocol: 'tcp' }],
          environment: Object.entries(replica.environment)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([name, value]) => ({ name, value })),
          secrets: [{ name: 'VLLM_API_KEY', valueFrom: props.apiKey.secretArn }],
          mountPoints: [
            { sourceVolume: 'models', containerPath: modelDirectory, readOnly: true },
            { sourceVolume: 'compile-cache', containerPath: `${replica.home}/.cache`, readOnly: false },
          ],
          user: replica.user,
          readonlyRootFilesystem: true,
          // No capability comes back for symmetric memory: PyTorch passes its handles over sockets in /tmp, which needs none.
          // https://github.com/pytorch/pytorch/blob/main/torch/csrc/distributed/c10d/symm_mem/CUDASymmetricMemoryUtils.cpp
          linuxParameters: {
            sharedMemorySize: 16_384,
            initProcessEnabled: true,
            capabilities: { drop: ['ALL'] },
            tmpfs: scratchOf(replica.home).map(({ path, sizeMiB, options }) => ({ containerPath: path, size: sizeMiB, mountOptions: [...options] })),
          },
          ulimits: [{ name: 'memlock', softLimit: -1, hardLimit: -1 }],
          // No stopTimeout: the node's ECS_CONTAINER_STOP_TIMEOUT rules (timeouts.ts); a task definition is only documented up to 120 s.
          versionConsistency: 'enabled',
          logConfiguration: taskLogs(props.logGroup, region, 'vllm', '25m'),
        },
        ...(props.collector === undefined ? [] : [props.collector.container]),
      ],
    });
  }

  private executionRole(props: VllmServiceProps): Role {
    const { account } = Stack.of(this);
    const role = new Role(this, 'ExecutionRole', {
      assumedBy: ecsTasks(account),
    });
    new ManagedPolicy(this, 'ExecutionPolicy', {
      roles: [role],
      statements: [
        ...pullAndLog([props.replica.repositoryArn, ...(props.collector === undefined ? [] : [props.collector.repositoryArn])], props.logGroup.logGroupArn),
        new PolicyStatement({ sid: 'ReadApiKey', actions: ['secretsmanager:GetSecretValue'], resources: [props.apiKey.secretArn] }),
        new PolicyStatement({ sid: 'DecryptApiKey', actions: ['kms:Decrypt'], resources: [props.apiKey.keyArn] }),
      ],
    });
    return role;
  }
}
