import { NetworkSecurityGroup } from '@cdktf/provider-azurerm/lib/network-security-group/index.js';
import { Subnet } from '@cdktf/provider-azurerm/lib/subnet/index.js';
import { SubnetNetworkSecurityGroupAssociation } from '@cdktf/provider-azurerm/lib/subnet-network-security-group-association/index.js';
import { VirtualNetwork } from '@cdktf/provider-azurerm/lib/virtual-network/index.js';
import { Construct } from 'constructs';

export interface PrivateNetworkProps {
  /** Name of the network; its parts are named after it. */
  readonly name: string;
  /** Name of the subnet of private endpoints. */
  readonly subnetName: string;
  /** Resource group that it is made in. */
  readonly resourceGroupName: string;
  /** Region of all of it. */
  readonly location: string;
  /** Address range of the network. */
  readonly cidr: string;
  /** Part of it that the subnet of private endpoints takes. */
  readonly subnetCidr: string;
  /** Ranges that may call the private endpoints over HTTPS. Empty: nothing may. */
  readonly callers: readonly string[];
}

/** A network with private endpoints: no way to the internet, HTTPS in from the declared ranges only. */
export class PrivateNetwork extends Construct {
  readonly network: VirtualNetwork;

  constructor(scope: Construct, id: string, props: PrivateNetworkProps) {
    super(scope, id);
    const place = { resourceGroupName: props.resourceGroupName, location: props.location };
    this.network = new VirtualNetwork(this, 'Network', { ...place, name: props.name, addressSpace: [props.cidr] });
    const subnet = new Subnet(this, 'Subnet', {
      name: props.subnetName,
      resourceGroupName: props.resourceGroupName,
      virtualNetworkName: this.network.name,
      addressPrefixes: [props.subnetCidr],
      defaultOutboundAccessEnabled: false,
      // Off by default: without it the security group does not apply to private endpoints.
      privateEndpointNetworkPolicies: 'Enabled',
    });
    const group = new NetworkSecurityGroup(this, 'SecurityGroup', {
      ...place,
      name: `${props.name}-endpoints`,
      securityRule: [
        ...(props.callers.length === 0 ? [] : [{ ...https, sourceAddressPrefixes: [...props.callers] }]),
        // The default rules admit the whole `VirtualNetwork` tag, which includes every range routed from on premises.
        { ...everything, name: 'deny-inbound', direction: 'Inbound', priority: 4096 },
        { ...everything, name: 'deny-internet', direction: 'Outbound', priority: 4096, destinationAddressPrefix: 'Internet' },
      ],
    });
    new SubnetNetworkSecurityGroupAssociation(this, 'SecurityGroupOfSubnet', { subnetId: subnet.id, networkSecurityGroupId: group.id });
  }
}

const https = {
  name: 'https-from-callers',
  direction: 'Inbound',
  priority: 100,
  access: 'Allow',
  protocol: 'Tcp',
  sourcePortRange: '*',
  destinationPortRange: '443',
  destinationAddressPrefix: '*',
};
const everything = {
  access: 'Deny',
  protocol: '*',
  sourcePortRange: '*',
  sourceAddressPrefix: '*',
  destinationPortRange: '*',
  destinationAddressPrefix: '*',
};
