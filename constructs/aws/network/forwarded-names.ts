import { Peer, Port, SecurityGroup, type Vpc } from 'aws-cdk-lib/aws-ec2';
import { CfnResolverEndpoint, CfnResolverRule, CfnResolverRuleAssociation } from 'aws-cdk-lib/aws-route53resolver';
import { Construct } from 'constructs';
import { setOrigin } from '../../origin.js';

export interface ForwardedNamesProps {
  /** The VPC, with isolated subnets. */
  readonly vpc: Vpc;
  /** Each domain, and who answers for it. */
  readonly domains: readonly {
    readonly domain: string;
    /** Id of a rule that exists, or addresses of the name servers to ask. */
    readonly answered: string | readonly string[];
    /** Topology path that asked for it. */
    readonly path: string;
  }[];
}

/** Domains that a VPC asks the other sides of its links for: by rules that exist, and by its own where name servers are given. */
export class ForwardedNames extends Construct {
  constructor(scope: Construct, id: string, { vpc, domains }: ForwardedNamesProps) {
    super(scope, id);
    const servers = domains.flatMap(({ answered }) => (typeof answered === 'string' ? [] : answered));
    const endpoint = servers.length === 0 ? undefined : this.outbound(vpc, [...new Set(servers)].sort());
    for (const { domain, answered, path } of domains) {
      const place = new Construct(this, domain);
      setOrigin(place, path);
      const rule =
        typeof answered === 'string' || endpoint === undefined
          ? String(answered)
          : new CfnResolverRule(place, 'Rule', {
              ruleType: 'FORWARD',
              domainName: domain,
              resolverEndpointId: endpoint.attrResolverEndpointId,
              targetIps: answered.map((ip) => ({ ip, port: '53' })),
            }).attrResolverRuleId;
      new CfnResolverRuleAssociation(place, 'Association', { resolverRuleId: rule, vpcId: vpc.vpcId });
    }
  }

  /** Asks these name servers and nobody else. */
  private outbound(vpc: Vpc, servers: readonly string[]): CfnResolverEndpoint {
    const group = new SecurityGroup(this, 'Servers', { vpc, description: 'DNS to name servers beyond links', allowAllOutbound: false });
    for (const server of servers) {
      group.addEgressRule(Peer.ipv4(`${server}/32`), Port.tcp(53), 'DNS over TCP to a name server');
      group.addEgressRule(Peer.ipv4(`${server}/32`), Port.udp(53), 'DNS to a name server');
    }
    return new CfnResolverEndpoint(this, 'Endpoint', {
      direction: 'OUTBOUND',
      ipAddresses: vpc.isolatedSubnets.map(({ subnetId }) => ({ subnetId })),
      protocols: ['Do53'],
      resolverEndpointType: 'IPV4',
      securityGroupIds: [group.securityGroupId],
    });
  }
}
