import { CfnTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { drain } from '../drain.js';

export interface ModelTargetsProps {
  readonly vpcId: string;
  readonly port: number;
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
      healthCheckIntervalSeconds: 15,
      healthyThresholdCount: 2,
      unhealthyThresholdCount: 3,
      targetGroupAttributes: [
        // The longest answer allowed: draining waits for it instead of cutting the stream.
        { key: 'deregistration_delay.timeout_seconds', value: String(drain.longestStreamSeconds) },
        { key: 'load_balancing.algorithm.type', value: 'least_outstanding_requests' },
      ],
    });
  }
}
