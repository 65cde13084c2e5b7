import { CfnListener, CfnListenerRule, CfnTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { timeouts } from '../../timeouts.js';
import { type PrivateBalancerProps, privateBalancer, tlsPolicy } from './private-balancer.js';
import { unknownPath } from './unknown-path.js';

export interface GatewayFrontProps extends PrivateBalancerProps {
  /** Id of the VPC. */
  readonly vpcId: string;
  /** ARN of the certificate that callers see. */
  readonly certificateArn: string;
  /** Paths that lead to the gateway, each as a whole; no other does. */
  readonly paths: readonly string[];
  /** TCP ports of a task: of requests, over TLS, and of the question whether it takes any. */
  readonly ports: { readonly entry: number; readonly ready: number };
  /** Path of that question. */
  readonly readyPath: string;
}

/**
 * Private HTTPS front of a zone's gateway. It looks at paths alone: nothing reads, cuts or logs a body. A task that is not ready gets no request, and
 * one that leaves keeps those it has until they end.
 */
export class GatewayFront extends Construct {
  /** Where a record of its name leads. */
  readonly address: { readonly dnsName: string; readonly zoneId: string };
  readonly targetGroupArn: string;
  readonly fullName: string;
  readonly targetGroupFullName: string;
  /** A target group takes tasks only once these use it. */
  readonly rules: readonly CfnListenerRule[];

  constructor(scope: Construct, id: string, props: GatewayFrontProps) {
    super(scope, id);
    const balancer = privateBalancer(this, props);
    const targets = this.targets(props);
    const listener = new CfnListener(this, 'Https', {
      loadBalancerArn: balancer.ref,
      port: 443,
      protocol: 'HTTPS',
      sslPolicy: tlsPolicy,
      certificates: [{ certificateArn: props.certificateArn }],
      defaultActions: [unknownPath],
    });
    this.rules = props.paths.map(
      (path, index) =>
        new CfnListenerRule(this, path.replaceAll(/[^a-z0-9]/g, '-').replace(/^-/, ''), {
          listenerArn: listener.ref,
          priority: index + 1,
          conditions: [{ field: 'path-pattern', pathPatternConfig: { values: [path] } }],
          actions: [{ type: 'forward', targetGroupArn: targets.ref }],
        }),
    );
    this.address = { dnsName: balancer.attrDnsName, zoneId: balancer.attrCanonicalHostedZoneId };
    this.targetGroupArn = targets.ref;
    this.fullName = balancer.attrLoadBalancerFullName;
    this.targetGroupFullName = targets.attrTargetGroupFullName;
  }

  /** TLS to the tasks, with a certificate that each makes for itself; their security group admits this balancer alone. */
  private targets({ vpcId, ports, readyPath }: GatewayFrontProps): CfnTargetGroup {
    const { interval, timeout, failures, successes } = timeouts.gateway.target;
    return new CfnTargetGroup(this, 'Targets', {
      vpcId,
      protocol: 'HTTPS',
      port: ports.entry,
      targetType: 'ip',
      healthCheckProtocol: 'HTTP',
      healthCheckPort: String(ports.ready),
      healthCheckPath: readyPath,
      matcher: { httpCode: '200' },
      healthCheckIntervalSeconds: interval,
      healthCheckTimeoutSeconds: timeout,
      healthyThresholdCount: successes,
      unhealthyThresholdCount: failures,
      targetGroupAttributes: [
        { key: 'deregistration_delay.timeout_seconds', value: String(timeouts.deregistration) },
        { key: 'load_balancing.algorithm.type', value: 'least_outstanding_requests' },
      ],
    });
  }
}
