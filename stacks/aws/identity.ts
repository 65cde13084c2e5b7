import { Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { GatewayRole, grantProviderKeys, grantTokens } from '../../constructs/aws/identity/gateway-role.js';
import { GatewayTaskRole } from '../../constructs/aws/identity/gateway-task-role.js';
import { setOrigin } from '../../constructs/origin.js';
import { gatewayRole } from '../../derived/gateway-role.js';
import { gatewayTaskRoleArn, gatewayZones } from '../../derived/gateway-tasks.js';
import { gatewayRoleName, gatewayTaskRoleName } from '../../derived/names.js';
import { providerKeysOf } from '../../derived/provider-keys.js';
import { tokenBrokerOf } from '../../derived/token-brokers.js';
import { type Part, partSuffix } from '../../hosts/shared/workload-parts.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { StackContext } from '../context.js';
import { tokenAudiences } from '../federation.js';
import { AwsStack } from './aws-stack.js';

/**
 * One role per workload, unless it exists already: what Bedrock, Google and Azure trust when the gateway calls for that workload. The first part
 * also holds a role per zone, the only one that takes those.
 */
export class IdentityStack extends AwsStack {
  constructor(scope: Construct, context: StackContext, account: string, region: string, part: Part) {
    super(scope, context, {
      account,
      region,
      name: ['aws-identity', ...partSuffix(part.number)],
      description: 'Gateway roles, one per workload, and one per zone that takes them',
      origin: pathOf('accounts', 'aws', account),
      tags: {},
      terminationProtection: true,
    });
    const { topology } = context;
    const zones = part.number === 1 ? this.zoneRoles(topology) : [];
    for (const [id, workload] of part.workloads) {
      const tokens = { tokenAudiences: tokenAudiences(context, id), tokenBroker: tokenBrokerOf(topology, id) };
      const providerKeys = providerKeysOf(topology, id);
      if (topology.existing.roles[id] !== undefined) {
        const place = new Construct(this, id);
        setOrigin(place, pathOf('existing', 'roles', id));
        const own = Role.fromRoleName(place, 'Role', gatewayRole(topology, id));
        grantTokens(place, own, tokens);
        grantProviderKeys(place, own, providerKeys);
        continue;
      }
      const role = new GatewayRole(this, id, {
        roleName: gatewayRoleName(topology.name, id),
        description: `Gateway calls on behalf of ${id}`,
        takenBy: gatewayTaskRoleArn(topology, workload.zone),
        ...tokens,
        providerKeys,
      });
      // AWS refuses a trust policy that names a role which does not exist.
      for (const zone of zones) role.role.node.addDependency(zone);
      setOrigin(role, pathOf('workloads', id));
      this.tagAs(role, { workload: id });
    }
  }

  private zoneRoles(topology: Topology): GatewayTaskRole[] {
    const group = new Construct(this, 'Zones');
    return gatewayZones(topology).map((zone) => {
      const role = new GatewayTaskRole(group, zone, {
        roleName: gatewayTaskRoleName(topology.name, zone),
        description: `Tasks of the gateway of zone ${zone}`,
      });
      setOrigin(role, pathOf('gateway', 'zones', zone));
      return role;
    });
  }
}
