import { CfnInstanceProfile, CfnManagedPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import { Aspects, CfnResource, DefaultStackSynthesizer, PermissionsBoundary, type Stack, type StackProps, Validations } from 'aws-cdk-lib/core';
import { SecurityReaders } from '../../constructs/aws/landing-zone/security-readers.js';
import { bootstrapQualifierOf, permissionsBoundaryOf, rolePathOf, securityPrincipals } from '../../derived/landing-zone.js';
import type { Topology } from '../../topology/schema/topology.js';

/**
 * What an organisation demands of a stack from its beginning. CDK puts the boundary on every role, also on those that it makes itself. `bucketPrefix` begins the
 * names of the stack's assets, where something else than CloudFormation reads them.
 */
export function demandedOfStack(topology: Topology, account: string, bucketPrefix: string | undefined): StackProps {
  const boundary = permissionsBoundaryOf(topology, account);
  const qualifier = bootstrapQualifierOf(topology);
  const own = { ...(qualifier !== undefined && { qualifier }), ...(bucketPrefix !== undefined && { bucketPrefix }) };
  return {
    ...(boundary !== undefined && { permissionsBoundary: PermissionsBoundary.fromArn(boundary) }),
    ...(Object.keys(own).length > 0 && { synthesizer: new DefaultStackSynthesizer(own) }),
  };
}

/** What an organisation demands of what is in a stack, also of what CDK makes itself. */
export function demandOfResources(stack: Stack, topology: Topology): void {
  const path = rolePathOf(topology);
  if (path !== '/') {
    Aspects.of(stack).add({
      visit: (node) => {
        if (node instanceof CfnRole || node instanceof CfnInstanceProfile || node instanceof CfnManagedPolicy) node.path = path;
        if (CfnResource.isCfnResource(node) && node.cfnResourceType === 'AWS::CodeBuild::Project') takenByArn(node);
      },
    });
  }
  const readers = securityPrincipals(topology);
  if (readers.length > 0) Aspects.of(stack).add(new SecurityReaders(readers));
}

/** The validator takes the ARN of a role with a path for its name. */
function takenByArn(project: CfnResource): void {
  Validations.of(project).acknowledge({ id: 'CloudFormation-Validate::E3050', reason: 'The role is named by its ARN (Fn::GetAtt), which a path is part of.' });
}
