import { InterfaceVpcEndpoint, InterfaceVpcEndpointService, type ISecurityGroup, type IVpc } from 'aws-cdk-lib/aws-ec2';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

export interface PrivateEndpointProps {
  /** VPC that it is in. */
  readonly vpc: IVpc;
  /** Last part of the service name, such as `kms`. */
  readonly service: string;
  /** What may be called through it. */
  readonly actions: readonly string[];
  /**
   * Statements of its policy instead.
   * @default - `actions`, for principals of its own account
   */
  readonly statements?: readonly PolicyStatement[] | undefined;
  /** Security groups that decide who reaches it. */
  readonly securityGroups: readonly ISecurityGroup[];
}

/** Interface endpoint with private DNS, by default for principals of its own account and some actions only. */
export class PrivateEndpoint extends InterfaceVpcEndpoint {
  constructor(scope: Construct, id: string, props: PrivateEndpointProps) {
    const { account, region } = Stack.of(scope);
    super(scope, id, {
      vpc: props.vpc,
      service: new InterfaceVpcEndpointService(`com.amazonaws.${region}.${props.service}`, 443),
      privateDnsEnabled: true,
      open: false,
      securityGroups: [...props.securityGroups],
    });
    const ownPrincipals = new PolicyStatement({
      sid: 'OwnPrincipalsOnly',
      principals: [new AnyPrincipal()],
      actions: [...props.actions],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:PrincipalAccount': account } },
    });
    for (const statement of props.statements ?? [ownPrincipals]) this.addToPolicy(statement);
  }
}

/** Lets principals of its own account call one function and no other, in whatever account. */
export function invokeFunction(arn: string): PolicyStatement {
  const [, , , , account] = arn.split(':');
  return new PolicyStatement({
    sid: 'OneFunctionOnly',
    principals: [new AnyPrincipal()],
    actions: ['lambda:InvokeFunction'],
    resources: [arn],
    conditions: { StringEquals: { 'aws:PrincipalAccount': account } },
  });
}
