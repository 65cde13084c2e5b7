import type { Construct } from 'constructs';
import { type BedrockAccess, bedrockEndpointStatements } from '../../constructs/aws/bedrock/bedrock-endpoint.js';
import { IsolatedNetwork } from '../../constructs/aws/network/isolated-network.js';
import { invokeFunction } from '../../constructs/aws/network/private-endpoint.js';
import { enforcedGuardrail } from '../../derived/boundary.js';
import { gatewayCallers } from '../../derived/gateway-callers.js';
import { logArchiveOf } from '../../derived/landing-zone.js';
import { endpointsOfNetwork, linkedCallers } from '../../derived/network-endpoints.js';
import { tokenBrokerIn } from '../../derived/token-brokers.js';
import { guardrailHosts } from '../../hosts/select.js';
import { guardedUse } from '../../hosts/traits.js';
import { pathOf } from '../../topology/path.js';
import type { Network } from '../../topology/schema/networks.js';
import { entity } from '../../topology/views.js';
import type { StackContext } from '../context.js';
import { AwsStack } from './aws-stack.js';
import { linkHalves } from './link-halves.js';

/** The isolated VPC of one declared network, with the endpoints that its hosts and gateways need and no more. */
export class NetworkStack extends AwsStack {
  private readonly zones: readonly string[];

  constructor(scope: Construct, context: StackContext, id: string, network: Network) {
    super(scope, context, {
      account: network.account,
      region: network.region,
      name: ['aws-network', id],
      description: `Isolated network ${id}: private subnets, endpoints, flow logs`,
      origin: pathOf('networks', id),
      tags: {},
      terminationProtection: true,
    });
    this.zones = network.availabilityZones ?? [];
    const { topology } = context;
    const bedrock = this.bedrockAccess(id);
    const broker = tokenBrokerIn(topology, id);
    const { vpc, endpointSecurityGroupId } = new IsolatedNetwork(this, 'Network', {
      cidr: network.cidr,
      availabilityZones: this.zones,
      endpoints: endpointsOfNetwork(topology, id),
      bedrockCallers: linkedCallers(topology, id),
      flowLogArchive: logArchiveOf(topology, network.region)?.bucket,
      policies: { 'bedrock-runtime': bedrockEndpointStatements(bedrock), ...(broker !== undefined && { lambda: [invokeFunction(broker)] }) },
    });
    linkHalves(this, topology, id, vpc);
    this.share('VpcId', ['network', id, 'vpc-id'], vpc.vpcId);
    this.share('EndpointGroup', ['network', id, 'endpoint-security-group'], endpointSecurityGroupId);
    this.shareList(
      'Subnets',
      ['network', id, 'subnets'],
      vpc.isolatedSubnets.map((subnet) => subnet.subnetId),
    );
  }

  /** What the Bedrock hosts of this network may be asked for, and by which gateway roles. */
  private bedrockAccess(network: string): BedrockAccess[] {
    const { topology, partition } = this;
    return guardrailHosts(topology)
      .filter(([, host]) => host.network === network)
      .map(([id, host]) => {
        const account = entity(topology.accounts.aws, host.account).id;
        const own = `arn:${partition}:bedrock:${host.region}:${account}`;
        const { invoked, behind } = guardedUse(topology, host);
        const enforced = enforcedGuardrail(topology, host.account, host.region);
        return {
          callers: gatewayCallers(topology, network, id),
          invoked,
          behind,
          guardrails: [`${own}:guardrail/*`, ...(enforced === undefined ? [] : [enforced.arn])],
        };
      });
  }

  /** A VPC asks its stack for zones even when it is given some, and a stack asks AWS unless it answers itself. */
  override get availabilityZones(): string[] {
    return [...this.zones];
  }
}
