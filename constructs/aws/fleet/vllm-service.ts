import { CfnService } from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import type { PrivatePlacement } from '../network/private-placement.js';
import { privateService } from '../tasks/private-service.js';
import { engineContainerName, type VllmTaskProps, vllmTask } from './vllm-task.js';

/** How many replicas run, and how far a deployment may go below and above that. */
export interface ReplicaRollout {
  /**
   * Replicas outside a deployment.
   * @default - scaling decides: a number here would reset its decision with every deployment
   */
  readonly replicas?: number | undefined;
  /** Fewest healthy replicas during a deployment, in percent of `replicas`. */
  readonly minimumHealthyPercent: number;
  /** Most replicas during a deployment, in percent of `replicas`. */
  readonly maximumPercent: number;
}

export interface VllmServiceProps {
  /** Cluster, and its capacity provider that has the nodes. */
  readonly cluster: { readonly name: string; readonly capacityProvider: string };
  /** What each replica is. */
  readonly task: VllmTaskProps;
  /** How many there are. */
  readonly rollout: ReplicaRollout;
  /** Where replicas get their addresses. */
  readonly network: PrivatePlacement;
  /** Target group that sends them requests. */
  readonly targetGroupArn: string;
  /** Tags of the service; ECS copies them to its tasks. */
  readonly tags: Readonly<Record<string, string>>;
}

/** vLLM replicas on ECS, several to a node. */
export class VllmService extends Construct {
  readonly service: CfnService;

  constructor(scope: Construct, id: string, props: VllmServiceProps) {
    super(scope, id);
    const { cluster, rollout } = props;
    const task = vllmTask(this, props.task);
    this.service = new CfnService(this, 'Service', {
      cluster: cluster.name,
      taskDefinition: task.ref,
      ...(rollout.replicas !== undefined && { desiredCount: rollout.replicas }),
      capacityProviderStrategy: [{ capacityProvider: cluster.capacityProvider, weight: 1 }],
      deploymentConfiguration: {
        minimumHealthyPercent: rollout.minimumHealthyPercent,
        maximumPercent: rollout.maximumPercent,
        deploymentCircuitBreaker: { enable: true, rollback: true },
      },
      // Fill a node before the next, so that a node lost is a whole number of replicas and drains as one.
      placementStrategies: [
        { type: 'spread', field: 'attribute:ecs.availability-zone' },
        { type: 'binpack', field: 'memory' },
      ],
      healthCheckGracePeriodSeconds: 1_800,
      loadBalancers: [{ containerName: engineContainerName, containerPort: props.task.replica.engine.port, targetGroupArn: props.targetGroupArn }],
      ...privateService(props.network),
    });
    for (const [key, value] of Object.entries(props.tags)) this.service.tags.setTag(key, value);
  }
}
