import type { Construct } from 'constructs';
import { GatewayRole } from '../../constructs/aws/identity/gateway-role.js';
import { setOrigin } from '../../constructs/origin.js';
import { gatewayRoleName } from '../../derived/names.js';
import { type Part, partSuffix } from '../../hosts/shared/workload-parts.js';
import { pathOf } from '../../topology/path.js';
import type { StackContext } from '../context.js';
import { tokenAudiences } from '../federation.js';
import { AwsStack } from './aws-stack.js';

/** One role per workload: what Bedrock, Google and Azure trust when the gateway calls for that workload. */
export class IdentityStack extends AwsStack {
  constructor(scope: Construct, context: StackContext, account: string, region: string, part: Part) {
    super(scope, context, {
      account,
      region,
      name: ['aws-identity', ...partSuffix(part.number)],
      description: 'Gateway roles, one per workload',
      origin: pathOf('accounts', 'aws', account),
      tags: {},
      terminationProtection: true,
    });
    const { topology } = context;
    for (const [id] of part.workloads) {
      const role = new GatewayRole(this, id, {
        roleName: gatewayRoleName(topology.name, id),
        description: `Gateway calls on behalf of ${id}`,
        tokenAudiences: tokenAudiences(context, id),
      });
      setOrigin(role, pathOf('workloads', id));
      this.tagAs(role, { workload: id });
    }
  }
}
