import type { Construct } from 'constructs';
import { gatewayEndpoints, nodeEndpoints } from '../../constructs/aws/endpoint-actions.js';
import { IsolatedNetwork } from '../../constructs/aws/isolated-network.js';
import type { Network } from '../../topology/schema/networks.js';
import { hostsOfKind } from '../../topology/views.js';
import type { StackContext } from '../context.js';
import { AwsStack } from './aws-stack.js';

/** The isolated VPC of one declared network, with the endpoints that its hosts and gateways need and no more. */
export class NetworkStack extends AwsStack {
  private readonly zones: readonly string[];

  constructor(scope: Construct, context: StackContext, id: string, network: Network) {
    super(scope, context, {
      account: network.account,
      region: network.region,
      name: ['aws-network', id],
      description: `Isolated network ${id}: private subnets, endpoints, flow logs`,
      origin: `networks.${id}`,
      tags: {},
      terminationProtection: true,
    });
    this.zones = network.availabilityZones ?? [];
    const { topology } = context;
    const servesNodes = hostsOfKind(topology, 'self-hosted').some(([, host]) => host.network === id);
    const servesBedrock = [...hostsOfKind(topology, 'bedrock'), ...hostsOfKind(topology, 'bedrock-import')].some(([, host]) => host.network === id);
    const holdsGateway = Object.values(topology.gateway.zones).some((place) => place.network === id);
    const { vpc } = new IsolatedNetwork(this, 'Network', {
      cidr: network.cidr,
      availabilityZones: this.zones,
      endpoints: [
        ...new Set([
          ...(servesNodes ? nodeEndpoints : []),
          ...(holdsGateway ? gatewayEndpoints : []),
          ...(servesBedrock ? (['bedrock-runtime'] as const) : []),
        ]),
      ],
    });
    this.share('VpcId', ['network', id, 'vpc-id'], vpc.vpcId);
    this.shareList(
      'Subnets',
      ['network', id, 'subnets'],
      vpc.isolatedSubnets.map((subnet) => subnet.subnetId),
    );
  }

  /** A VPC asks its stack for zones even when it is given some, and a stack asks AWS unless it answers itself. */
  override get availabilityZones(): string[] {
    return [...this.zones];
  }
}
