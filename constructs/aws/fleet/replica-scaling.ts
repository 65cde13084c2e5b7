import { CfnScalableTarget, CfnScalingPolicy } from 'aws-cdk-lib/aws-applicationautoscaling';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';

export interface ReplicaScalingProps {
  /** Name of the ECS cluster. */
  readonly clusterName: string;
  /** Name of the ECS service. */
  readonly serviceName: string;
  /** Fewest replicas, unless a schedule says otherwise. */
  readonly minReplicas: number;
  /** Most replicas at any time. */
  readonly maxReplicas: number;
  /**
   * Metric that counts requests waiting per replica, and the number to keep it at.
   * @default - schedules only
   */
  readonly waiting?: { readonly metric: Metric; readonly target: number } | undefined;
  /** Least replicas from points in time on, by id. */
  readonly schedules: Readonly<Record<string, { readonly cron: string; readonly minReplicas: number; readonly timezone: string }>>;
}

/**
 * Replicas between two bounds, by requests waiting and by the clock. A replica takes minutes to load: bursts are not its
 * business. vLLM refuses what its queue cannot hold, and the gateway sends that to the next host of the route.
 */
export class ReplicaScaling extends Construct {
  constructor(scope: Construct, id: string, props: ReplicaScalingProps) {
    super(scope, id);
    const target = new CfnScalableTarget(this, 'Target', {
      serviceNamespace: 'ecs',
      scalableDimension: 'ecs:service:DesiredCount',
      resourceId: `service/${props.clusterName}/${props.serviceName}`,
      minCapacity: props.minReplicas,
      maxCapacity: props.maxReplicas,
      scheduledActions: Object.entries(props.schedules)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, { cron, minReplicas, timezone }]) => ({
          scheduledActionName: name,
          schedule: `cron(${cron})`,
          timezone,
          scalableTargetAction: { minCapacity: minReplicas, maxCapacity: props.maxReplicas },
        })),
    });
    if (props.waiting === undefined) return;
    const { metric, target: wanted } = props.waiting;
    new CfnScalingPolicy(this, 'Waiting', {
      policyName: 'waiting-per-replica',
      policyType: 'TargetTrackingScaling',
      scalingTargetId: target.ref,
      targetTrackingScalingPolicyConfiguration: {
        targetValue: wanted,
        customizedMetricSpecification: {
          namespace: metric.namespace,
          metricName: metric.metricName,
          statistic: metric.statistic,
          dimensions: Object.entries(metric.dimensions ?? {}).map(([name, value]) => ({ name, value: String(value) })),
        },
        // Loading weights takes minutes; counting a replica before it serves would start too many.
        scaleOutCooldown: 900,
        scaleInCooldown: 1_800,
      },
    });
  }
}
