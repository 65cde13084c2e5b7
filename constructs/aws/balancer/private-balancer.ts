import { CfnLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { timeouts } from '../../timeouts.js';

export interface PrivateBalancerProps {
  /** Name, unique in the region; at most 32 characters. */
  readonly name: string;
  /** Ids of the private subnets that it has addresses in. */
  readonly subnets: readonly string[];
  /** Id of its security group. */
  readonly securityGroupId: string;
}

/** TLS 1.2 or 1.3 with post-quantum key exchange. */
export const tlsPolicy = 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09';

/** An internal application load balancer that waits for long answers and logs who called which path, never what was said. */
export function privateBalancer(scope: Construct, props: PrivateBalancerProps): CfnLoadBalancer {
  const logs = accessLogBucket(scope);
  const balancer = new CfnLoadBalancer(scope, 'LoadBalancer', {
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
  return balancer;
}

function accessLogBucket(scope: Construct): Bucket {
  const bucket = new Bucket(scope, 'AccessLogs', {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    // Load balancers deliver logs only to buckets under Amazon S3 managed keys.
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    versioned: true,
    removalPolicy: RemovalPolicy.RETAIN,
    lifecycleRules: [{ expiration: Duration.days(400), noncurrentVersionExpiration: Duration.days(30) }],
  });
  const { account } = Stack.of(scope);
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

function attributes(values: Readonly<Record<string, string>>): { key: string; value: string }[] {
  return Object.entries(values).map(([key, value]) => ({ key, value }));
}
