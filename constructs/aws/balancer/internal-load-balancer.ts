import { CfnListener, CfnListenerRule } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { modelPaths } from '../../model-paths.js';
import { ModelTargets } from './model-targets.js';
import { type PrivateBalancerProps, privateBalancer, tlsPolicy } from './private-balancer.js';
import { unknownPath } from './unknown-path.js';

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

/** Private HTTPS front of the model servers; sends each request for a path that their API key guards to the replica with the fewest in flight, and answers all others itself. */
export class InternalLoadBalancer extends Construct {
  /** Where a record of its name leads. */
  readonly address: { readonly dnsName: string; readonly zoneId: string };
  readonly targetGroupArn: string;
  readonly fullName: string;
  readonly targetGroupFullName: string;
  readonly listener: CfnListener;
  /** The target group takes replicas only once this uses it. */
  readonly rule: CfnListenerRule;

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
      defaultActions: [unknownPath],
    });
    this.rule = new CfnListenerRule(this, 'Paths', {
      listenerArn: this.listener.ref,
      // After those of a second model, which ask for more.
      priority: 100,
      conditions: [{ field: 'path-pattern', pathPatternConfig: { values: [...modelPaths] } }],
      actions: [{ type: 'forward', targetGroupArn: targets.ref }],
    });
    this.address = { dnsName: balancer.attrDnsName, zoneId: balancer.attrCanonicalHostedZoneId };
    this.targetGroupArn = targets.ref;
    this.fullName = balancer.attrLoadBalancerFullName;
    this.targetGroupFullName = targets.attrTargetGroupFullName;
  }
}
