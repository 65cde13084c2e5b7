import { CfnListener, CfnLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { timeouts } from '../../timeouts.js';
import { ModelTargets } from './model-targets.js';

export interface InternalLoadBalancerProps {
  /** Name, unique in the region; at most 32 characters. */
  readonly name: string;
  /** Id of the VPC. */
  readonly vpcId: string;
  /** Ids of the private subnets that it has addresses in. */
  readonly subnets: readonly string[];
  /** Id of its security group. */
  readonly securityGroupId: string;
  /** ARN of the certificate that callers see. */
  readonly certificateArn: string;
  /** TCP port of the model servers. */
  readonly port: number;
  /** Path of the request that a healthy model server answers with 200. */
  readonly healthPath: string;
}

/** TLS 1.2 or 1.3 with post-quantum key exchange. */
const tlsPolicy = 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09';

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
    const logs = this.accessLogBucket();
    const balancer = new CfnLoadBalancer(this, 'LoadBalancer', {
      name: props.name,
      scheme: 'internal',
      type: 'application',
      subnets: [...props.subnets],
      securityGroups: [props.securityGroupId],
      loadBalancerAttributes: attributes({
        'access_logs.s3.bucket': logs.bucketName,
        'access_logs.s3.enabled': 'true',
        'deletion_protection.enabled': 'true',
        // A long answer keeps its connection silent between tokens; a batch of them must not be cut.
        // An answer that is not streamed is silent until it is whole.
        'idle_timeout.timeout_seconds': String(timeouts.balancerIdle),
        'routing.http.desync_mitigation_mode': 'strictest',
        'routing.http.drop_invalid_header_fields.enabled': 'true',
      }),
    });
    if (logs.policy !== undefined) balancer.node.addDependency(logs.policy);
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

  private accessLogBucket(): Bucket {
    const bucket = new Bucket(this, 'AccessLogs', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      // Load balancers deliver logs only to buckets under Amazon S3 managed keys.
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [{ expiration: Duration.days(400), noncurrentVersionExpiration: Duration.days(30) }],
    });
    const { account } = Stack.of(this);
    // The path is that of this account's balancers. A source condition is not in AWS's own policy, and a public report says that one was refused.
    bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: 'LoadBalancerLogs',
        principals: [new ServicePrincipal('logdelivery.elasticloadbalancing.amazonaws.com')],
        actions: ['s3:PutObject'],
        resources: [bucket.arnForObjects(`AWSLogs/${account}/*`)],
      }),
    );
    return bucket;
  }
}

function attributes(values: Readonly<Record<string, string>>): { key: string; value: string }[] {
  return Object.entries(values).map(([key, value]) => ({ key, value }));
}
