import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

export interface OrganizationPolicyProps {
  /** Unique in the organization. */
  readonly name: string;
  /** What it forbids or sets, in one sentence. */
  readonly description: string;
  /** What kind of policy it is. */
  readonly type: 'SERVICE_CONTROL_POLICY' | 'AISERVICES_OPT_OUT_POLICY' | 'BEDROCK_POLICY';
  /** The policy as an object; it is written as JSON. */
  readonly content: object;
  /** Account ids. Never a root or organizational unit: those hold accounts of others. */
  readonly targets: readonly string[];
}

/**
 * A policy of AWS Organizations on named accounts. It outlives its stack, and a first deployment of it that fails: a boundary is taken down by hand, in view of its
 * owner, and never because something beside it failed.
 */
export class OrganizationPolicy extends Construct {
  constructor(scope: Construct, id: string, props: OrganizationPolicyProps) {
    super(scope, id);
    const policy = new CfnPolicy(this, 'Policy', {
      name: props.name,
      description: props.description,
      type: props.type,
      content: props.content,
      targetIds: [...props.targets],
    });
    policy.applyRemovalPolicy(RemovalPolicy.RETAIN);
  }
}
