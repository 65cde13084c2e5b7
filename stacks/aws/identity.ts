import type { Construct } from 'constructs';
import { GatewayRole } from '../../constructs/aws/gateway-role.js';
import { setOrigin } from '../../constructs/origin.js';
import { Tags } from 'aws-cdk-lib/core';
import { gatewayRoleName } from '../../topology/names.js';
import { tagsFor } from '../../topology/tags.js';
import { cloudOf } from '../../topology/schema/hosts.js';
import { entity, sortedEntries } from '../../topology/views.js';
import type { StackContext } from '../context.js';
import { AwsStack } from './aws-stack.js';

/** Audience of the tokens that Azure and Google accept from a gateway role. */
const audiences = { azure: 'api://AzureADTokenExchange', google: 'https://iam.googleapis.com' } as const;

/** One role per workload: what Bedrock, Google and Azure trust when the gateway calls for that workload. */
export class IdentityStack extends AwsStack {
  constructor(scope: Construct, context: StackContext, account: string, region: string) {
    super(scope, context, {
      account,
      region,
      name: ['aws-identity'],
      description: 'Gateway roles, one per workload',
      origin: `accounts.aws.${account}`,
      tags: {},
      terminationProtection: true,
    });
    const { topology } = context;
    for (const [id, workload] of sortedEntries(topology.workloads)) {
      const clouds = new Set(workload.route.map((host) => cloudOf(entity(topology.hosts, host))));
      const role = new GatewayRole(this, id, {
        roleName: gatewayRoleName(topology.name, id),
        description: `Gateway calls on behalf of ${id}`,
        tokenAudiences: (['azure', 'google'] as const).filter((cloud) => clouds.has(cloud)).map((cloud) => audiences[cloud]),
      });
      setOrigin(role, `workloads.${id}`);
      for (const [key, value] of Object.entries(tagsFor(topology, { workload: id }))) Tags.of(role).add(key, value, { priority: 200 });
    }
  }
}
