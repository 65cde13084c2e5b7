import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

export interface GatewayRoleProps {
  /** Name that stacks of other lifecycles find it by. */
  readonly roleName: string;
  /** What the role is for; shown in the IAM console. */
  readonly description: string;
  /**
   * Audiences of web identity tokens the role may mint for other clouds.
   * @default - none: the role stays inside AWS
   */
  readonly tokenAudiences?: readonly string[];
}

/** The gateway's identity for one workload: the principal that Bedrock, Google and Azure trust. It starts with no rights. */
export class GatewayRole extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, props: GatewayRoleProps) {
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
    if (props.tokenAudiences !== undefined && props.tokenAudiences.length > 0) {
      new Policy(this, 'WebIdentity', {
        roles: [this.role],
        statements: [
          new PolicyStatement({
            sid: 'MintTokensForOtherClouds',
            actions: ['sts:GetWebIdentityToken'],
            resources: ['*'],
            conditions: {
              'ForAllValues:StringEquals': { 'sts:IdentityTokenAudience': [...props.tokenAudiences].sort() },
              // A request without any audience would satisfy "for all values".
              Null: { 'sts:IdentityTokenAudience': 'false' },
              NumericLessThanEquals: { 'sts:DurationSeconds': '900' },
            },
          }),
        ],
      });
    }
  }
}
