import { Peer, Port, SecurityGroup, type Vpc } from 'aws-cdk-lib/aws-ec2';
import { CfnResolverEndpoint } from 'aws-cdk-lib/aws-route53resolver';
import { Construct } from 'constructs';

export interface InboundResolverProps {
  /** The VPC, with isolated subnets. */
  readonly vpc: Vpc;
  /** Addresses that it answers at, and the isolated subnet that each is in, by index. */
  readonly addresses: readonly { readonly address: string; readonly subnet: number }[];
  /** Ranges that may ask. */
  readonly callers: readonly string[];
}

/** Answers the other sides of links for the names of a VPC: private endpoints, private zones. */
export class InboundResolver extends Construct {
  constructor(scope: Construct, id: string, { vpc, addresses, callers }: InboundResolverProps) {
    super(scope, id);
    const group = new SecurityGroup(this, 'Callers', { vpc, description: 'DNS from the other sides of links', allowAllOutbound: false });
    for (const range of callers) {
      group.addIngressRule(Peer.ipv4(range), Port.tcp(53), 'DNS over TCP from a linked range');
      group.addIngressRule(Peer.ipv4(range), Port.udp(53), 'DNS from a linked range');
    }
    new CfnResolverEndpoint(this, 'Endpoint', {
      direction: 'INBOUND',
      ipAddresses: addresses.map(({ address, subnet }) => ({ ip: address, subnetId: vpc.isolatedSubnets[subnet]?.subnetId ?? '' })),
      protocols: ['Do53'],
      resolverEndpointType: 'IPV4',
      securityGroupIds: [group.securityGroupId],
    });
  }
}
