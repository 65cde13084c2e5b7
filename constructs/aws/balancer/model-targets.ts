import { CfnTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { timeouts } from '../../timeouts.js';

export interface ModelTargetsProps {
  /** Id of the VPC. */
  readonly vpcId: string;
  /** TCP port of the model servers. */
  readonly port: number;
  /** Path of the request that a healthy model server answers with 200. */
  readonly healthPath: string;
}

/** Replicas of one model; each request goes to the one with the fewest in flight. */
export class ModelTargets extends CfnTargetGroup {
  constructor(scope: Construct, id: string, props: ModelTargetsProps) {
    super(scope, id, {
      vpcId: props.vpcId,
      protocol: 'HTTP',
      port: props.port,
      targetType: 'ip',
      healthCheckPath: props.healthPath,
      healthCheckIntervalSeconds: timeouts.health.interval,
      healthCheckTimeoutSeconds: timeouts.health.timeout,
      healthyThresholdCount: timeouts.health.successes,
      unhealthyThresholdCount: timeouts.health.failures,
      targetGroupAttributes: [
        // The longest answer allowed: draining waits for it instead of cutting the stream.
        { key: 'deregistration_delay.timeout_seconds', value: String(timeouts.deregistration) },
        { key: 'load_balancing.algorithm.type', value: 'least_outstanding_requests' },
      ],
    });
  }
}
