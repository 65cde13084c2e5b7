import { CfnListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { ModelTargets } from './model-targets.js';
import { type PrivateBalancerProps, privateBalancer, tlsPolicy } from './private-balancer.js';

export interface InternalLoadBalancerProps extends PrivateBalancerProps {
  /** Id of the VPC. */
  readonly vpcId: string;
  /** ARN of the certificate that callers see. */
  readonly certificateArn: string;
  /** TCP port of the model servers. */
  readonly port: number;
  /** Path of the request that a healthy model server answers with 200. */
  readonly healthPath: string;
}

/** Private HTTPS front of the model servers; sends each request to the replica with the fewest in flight. */
export class InternalLoadBalancer extends Construct {
  /** Where a record of its name leads. */
  readonly address: { readonly dnsName: string; readonly zoneId: string };
  readonly targetGroupArn: string;
  readonly fullName: string;
  readonly targetGroupFullName: string;
  readonly listener: CfnListener;

  constructor(scope: Construct, id: string, props: InternalLoadBalancerProps) {
    super(scope, id);
    const balancer = privateBalancer(this, props);
    const targets = new ModelTargets(this, 'Targets', props);
    this.listener = new CfnListener(this, 'Https', {
      loadBalancerArn: balancer.ref,
      port: 443,
      protocol: 'HTTPS',
      sslPolicy: tlsPolicy,
      certificates: [{ certificateArn: props.certificateArn }],
      defaultActions: [{ type: 'forward', targetGroupArn: targets.ref }],
    });
    this.address = { dnsName: balancer.attrDnsName, zoneId: balancer.attrCanonicalHostedZoneId };
    this.targetGroupArn = targets.ref;
    this.fullName = balancer.attrLoadBalancerFullName;
    this.targetGroupFullName = targets.attrTargetGroupFullName;
  }
}
