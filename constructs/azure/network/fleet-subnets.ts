import { NetworkSecurityGroup, type NetworkSecurityGroupSecurityRule } from '@cdktf/provider-azurerm/lib/network-security-group/index.js';
import { Subnet } from '@cdktf/provider-azurerm/lib/subnet/index.js';
import { SubnetNetworkSecurityGroupAssociation } from '@cdktf/provider-azurerm/lib/subnet-network-security-group-association/index.js';
import { Construct } from 'constructs';

export interface FleetSubnetsProps {
  /** Name of the network; security groups are named after it. */
  readonly networkName: string;
  /** Resource group that they are made in. */
  readonly resourceGroupName: string;
  /** Region of all of it. */
  readonly location: string;
  /** Range of each. */
  readonly ranges: { readonly endpoints: string; readonly front: string; readonly nodes: string };
  /** Ranges that may call load balancers over HTTPS. Empty: nothing may. */
  readonly callers: readonly string[];
  /** Port of the model servers. */
  readonly port: number;
}

/**
 * Where load balancers and nodes of fleets are. Each reaches what it needs and nothing else: the balancer its nodes and the vault of its certificate,
 * nodes their private endpoints. What the platform itself answers (names, metadata, the agent's host) passes no security group.
 */
export class FleetSubnets extends Construct {
  constructor(scope: Construct, id: string, props: FleetSubnetsProps) {
    super(scope, id);
    const { endpoints, front, nodes } = props.ranges;
    const port = String(props.port);
    this.subnet(props, 'front', front, [
      ...(props.callers.length === 0 ? [] : [{ ...admitted('https-from-callers', 100, '443'), sourceAddressPrefixes: [...props.callers] }]),
      // How Azure looks whether the balancer itself is there.
      { ...admitted('azure-probes', 110, '*'), protocol: '*', sourceAddressPrefix: 'AzureLoadBalancer' },
      nothingElse('Inbound'),
      { ...admitted('to-nodes', 100, port), direction: 'Outbound', sourceAddressPrefix: '*', destinationAddressPrefix: nodes },
      { ...admitted('to-endpoints', 110, '443'), direction: 'Outbound', sourceAddressPrefix: '*', destinationAddressPrefix: endpoints },
      nothingElse('Outbound'),
    ]);
    this.subnet(props, 'nodes', nodes, [
      { ...admitted('from-balancer', 100, port), sourceAddressPrefix: front },
      nothingElse('Inbound'),
      { ...admitted('to-endpoints', 100, '443'), direction: 'Outbound', sourceAddressPrefix: '*', destinationAddressPrefix: endpoints },
      nothingElse('Outbound'),
    ]);
  }

  private subnet(props: FleetSubnetsProps, name: 'front' | 'nodes', range: string, securityRule: NetworkSecurityGroupSecurityRule[]): void {
    const { resourceGroupName, location, networkName } = props;
    const subnet = new Subnet(this, name, {
      name,
      resourceGroupName,
      virtualNetworkName: networkName,
      addressPrefixes: [range],
      defaultOutboundAccessEnabled: false,
      privateEndpointNetworkPolicies: 'Enabled',
      // A private Application Gateway is refused in a subnet that is not handed over to it.
      ...(name === 'front' && { delegation: [{ name: 'application-gateway', serviceDelegation: balancers }] }),
    });
    const group = new NetworkSecurityGroup(this, `${name}-security`, { name: `${networkName}-${name}`, resourceGroupName, location, securityRule });
    new SubnetNetworkSecurityGroupAssociation(this, `${name}-secured`, { subnetId: subnet.id, networkSecurityGroupId: group.id });
  }
}

const balancers = { name: 'Microsoft.Network/applicationGateways', actions: ['Microsoft.Network/virtualNetworks/subnets/join/action'] };

function admitted(name: string, priority: number, port: string): NetworkSecurityGroupSecurityRule {
  return {
    name,
    priority,
    direction: 'Inbound',
    access: 'Allow',
    protocol: 'Tcp',
    sourcePortRange: '*',
    destinationPortRange: port,
    destinationAddressPrefix: '*',
  };
}

/** The default rules admit the whole `VirtualNetwork` tag, which includes every range routed from on premises, and let all out. */
function nothingElse(direction: 'Inbound' | 'Outbound'): NetworkSecurityGroupSecurityRule {
  return {
    name: `deny-${direction.toLowerCase()}`,
    priority: 4096,
    direction,
    access: 'Deny',
    protocol: '*',
    sourcePortRange: '*',
    sourceAddressPrefix: '*',
    destinationPortRange: '*',
    destinationAddressPrefix: '*',
  };
}
