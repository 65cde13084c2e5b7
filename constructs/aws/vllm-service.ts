import { CfnService, CfnTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

/** How one replica runs: what the engine is told and what of the node it takes. */
export interface VllmReplica {
  /** Image by digest. */
  readonly image: string;
  readonly repositoryArn: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly port: number;
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
  readonly replicas: number;
  readonly network: { readonly subnets: readonly string[]; readonly securityGroupId: string };
  readonly targetGroupArn: string;
  readonly logGroup: LogGroup;
  /** Secret whose value callers present as API key, and the key that encrypts it. */
  readonly apiKey: { readonly secretArn: string; readonly keyArn: string };
  readonly tags: Readonly<Record<string, string>>;
}

/** Node directory of verified weights, and the container's view of it. */
export const modelDirectory = { onNode: '/mnt/nvme/models', inContainer: '/models' };

/** vLLM replicas on ECS, several to a node; a deployment replaces at most a tenth of them at a time, and at least one. */
export class VllmService extends Construct {
  readonly service: CfnService;

  constructor(scope: Construct, id: string, props: VllmServiceProps) {
    super(scope, id);
    const task = this.taskDefinition(props);
    this.service = new CfnService(this, 'Service', {
      cluster: props.clusterName,
      taskDefinition: task.ref,
      desiredCount: props.replicas,
      capacityProviderStrategy: [{ capacityProvider: props.capacityProvider, weight: 1 }],
      deploymentConfiguration: {
        minimumHealthyPercent: healthyPercent(props.replicas),
        maximumPercent: 100,
        deploymentCircuitBreaker: { enable: true, rollback: true },
      },
      // Fill a node before the next, so that a node lost is a whole number of replicas and drains as one.
      placementStrategies: [
        { type: 'spread', field: 'attribute:ecs.availability-zone' },
        { type: 'binpack', field: 'memory' },
      ],
      healthCheckGracePeriodSeconds: 1_800,
      loadBalancers: [{ containerName: 'vllm', containerPort: props.replica.port, targetGroupArn: props.targetGroupArn }],
      networkConfiguration: {
        awsvpcConfiguration: { assignPublicIp: 'DISABLED', subnets: [...props.network.subnets], securityGroups: [props.network.securityGroupId] },
      },
      enableEcsManagedTags: true,
      propagateTags: 'SERVICE',
      enableExecuteCommand: false,
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
      volumes: [
        { name: 'models', host: { sourcePath: modelDirectory.onNode } },
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
          resourceRequirements: [{ type: 'GPU', value: String(replica.gpus) }],
          portMappings: [{ containerPort: replica.port, protocol: 'tcp' }],
          environment: Object.entries(replica.environment)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([name, value]) => ({ name, value })),
          secrets: [{ name: 'VLLM_API_KEY', valueFrom: props.apiKey.secretArn }],
          mountPoints: [
            { sourceVolume: 'models', containerPath: modelDirectory.inContainer, readOnly: true },
            { sourceVolume: 'compile-cache', containerPath: '/root/.cache/vllm', readOnly: false },
          ],
          linuxParameters: { sharedMemorySize: 16_384, initProcessEnabled: true, capabilities: { drop: ['ALL'] } },
          ulimits: [{ name: 'memlock', softLimit: -1, hardLimit: -1 }],
          stopTimeout: 120,
          versionConsistency: 'enabled',
          logConfiguration: {
            logDriver: 'awslogs',
            options: {
              'awslogs-group': props.logGroup.logGroupName,
              'awslogs-region': region,
              'awslogs-stream-prefix': 'vllm',
              // A slow log service must not stall token generation.
              mode: 'non-blocking',
              'max-buffer-size': '25m',
            },
          },
        },
      ],
    });
  }

  private executionRole(props: VllmServiceProps): Role {
    const { account } = Stack.of(this);
    const role = new Role(this, 'ExecutionRole', {
      assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': account } } }),
    });
    new ManagedPolicy(this, 'ExecutionPolicy', {
      roles: [role],
      statements: [
        new PolicyStatement({ sid: 'RegistryToken', actions: ['ecr:GetAuthorizationToken'], resources: ['*'] }),
        new PolicyStatement({
          sid: 'PullImage',
          actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
          resources: [props.replica.repositoryArn],
        }),
        new PolicyStatement({ sid: 'WriteLogs', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [props.logGroup.logGroupArn] }),
        new PolicyStatement({ sid: 'ReadApiKey', actions: ['secretsmanager:GetSecretValue'], resources: [props.apiKey.secretArn] }),
        new PolicyStatement({ sid: 'DecryptApiKey', actions: ['kms:Decrypt'], resources: [props.apiKey.keyArn] }),
      ],
    });
    return role;
  }
}

/** ECS rounds the healthy minimum up to whole tasks: at 90 % of fewer than ten it could never stop one, and there is no room to start one first. */
function healthyPercent(replicas: number): number {
  return Math.min(90, Math.floor((100 * (replicas - 1)) / replicas));
}
