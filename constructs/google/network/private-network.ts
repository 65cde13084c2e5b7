import { ComputeFirewall } from '@cdktf/provider-google/lib/compute-firewall/index.js';
import { ComputeNetwork } from '@cdktf/provider-google/lib/compute-network/index.js';
import { ComputeSubnetwork } from '@cdktf/provider-google/lib/compute-subnetwork/index.js';
import { DnsPolicy } from '@cdktf/provider-google/lib/dns-policy/index.js';
import { Construct } from 'constructs';

export interface PrivateNetworkProps {
  /** Project that it is made in. */
  readonly project: string;
  /** Region of all of it. */
  readonly region: string;
  /** Name of the network; subnet, firewall rules and DNS policy are named after it. */
  readonly name: string;
  /** Name of the subnet. */
  readonly subnet: string;
  /** IPv4 range of the subnet. */
  readonly subnetCidr: string;
  /**
   * IPv4 range from which the proxies of internal Application Load Balancers connect to machines; a region takes one.
   * @default - none: nothing in the network is balanced
   */
  readonly proxySubnetCidr: string | undefined;
  /** IPv4 ranges that machines in the network may open connections to, over TLS. */
  readonly allowedRanges: readonly string[];
}

/** Custom-mode VPC without a route to the internet: one subnet with flow logs, egress denied but to named ranges. */
export class PrivateNetwork extends Construct {
  readonly network: ComputeNetwork;
  readonly subnet: ComputeSubnetwork;

  constructor(scope: Construct, id: string, props: PrivateNetworkProps) {
    super(scope, id);
    const { project } = props;
    this.network = new ComputeNetwork(this, 'Network', {
      project,
      name: props.name,
      autoCreateSubnetworks: false,
      deleteDefaultRoutesOnCreate: true,
      // Interconnect attachments may land in another region than the endpoint.
      routingMode: 'GLOBAL',
    });
    this.subnet = new ComputeSubnetwork(this, 'Subnet', {
      project,
      region: props.region,
      name: props.subnet,
      network: this.network.id,
      ipCidrRange: props.subnetCidr,
      privateIpGoogleAccess: true,
      // Not `enable_flow_logs`: removed in provider 7.0.
      logConfig: { aggregationInterval: 'INTERVAL_5_SEC', flowSampling: 1, metadata: 'INCLUDE_ALL_METADATA' },
    });
    if (props.proxySubnetCidr !== undefined) this.proxies(props, props.proxySubnetCidr);
    this.firewall(props);
    // Gives the subnet a resolver address, the target of the DNS forwarding on the other side of a link.
    new DnsPolicy(this, 'InboundDns', {
      project,
      name: `${props.name}-inbound`,
      enableInboundForwarding: true,
      networks: [{ networkUrl: this.network.id }],
    });
  }

  private proxies({ project, region, name }: PrivateNetworkProps, ipCidrRange: string): void {
    new ComputeSubnetwork(this, 'ProxySubnet', {
      project,
      region,
      name: `${name}-proxies`,
      network: this.network.id,
      ipCidrRange,
      // Google's proxies alone have addresses in it; such a subnet takes neither flow logs nor private access.
      purpose: 'REGIONAL_MANAGED_PROXY',
      role: 'ACTIVE',
    });
  }

  /** Firewall rules bind machines, not Private Service Connect endpoints: the rules are for whatever is put here. */
  private firewall({ project, name, allowedRanges }: PrivateNetworkProps): void {
    const rule = { project, network: this.network.id, logConfig: { metadata: 'INCLUDE_ALL_METADATA' } };
    const [last, everywhere, everything] = [65534, ['0.0.0.0/0'], [{ protocol: 'all' }]];
    new ComputeFirewall(this, 'DenyEgress', {
      ...rule,
      name: `${name}-deny-egress`,
      direction: 'EGRESS',
      priority: last,
      destinationRanges: everywhere,
      deny: everything,
    });
    new ComputeFirewall(this, 'AllowEndpoints', {
      ...rule,
      name: `${name}-allow-endpoints`,
      direction: 'EGRESS',
      priority: 1000,
      destinationRanges: [...allowedRanges].sort(),
      allow: [{ protocol: 'tcp', ports: ['443'] }],
    });
    new ComputeFirewall(this, 'DenyIngress', {
      ...rule,
      name: `${name}-deny-ingress`,
      direction: 'INGRESS',
      priority: last,
      sourceRanges: everywhere,
      deny: everything,
    });
  }
}
