import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

export interface GatewayTaskRoleProps {
  /** Name that trust of other roles finds it by. */
  readonly roleName: string;
  /** What the role is for; shown in the IAM console. */
  readonly description: string;
}

/**
 * The role of the tasks of one zone's gateway. It has no rights of its own here: roles of workloads name it as the only one that may take
 * them, which within an account is all that it needs.
 */
export class GatewayTaskRole extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, props: GatewayTaskRoleProps) {
    super(scope, id);
    const { account, partition } = Stack.of(this);
    this.role = new Role(this, 'Role', {
      roleName: props.roleName,
      description: props.description,
      assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com', {
        // The confused-deputy guard: only tasks of this account.
        conditions: { StringEquals: { 'aws:SourceAccount': account }, ArnLike: { 'aws:SourceArn': `arn:${partition}:ecs:*:${account}:*` } },
      }),
    });
  }
}
