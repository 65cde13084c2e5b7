import { PrivateDnsZone as Zone } from '@cdktf/provider-azurerm/lib/private-dns-zone/index.js';
import { PrivateDnsZoneVirtualNetworkLink } from '@cdktf/provider-azurerm/lib/private-dns-zone-virtual-network-link/index.js';
import { Construct } from 'constructs';

export interface PrivateDnsZoneProps {
  /** Zone name, such as `privatelink.openai.azure.com`. */
  readonly zone: string;
  /** Resource group that it is made in. */
  readonly resourceGroupName: string;
  /** Resource id of the network that it is made for. */
  readonly virtualNetworkId: string;
}

/** A private DNS zone that one network resolves. Private endpoints write their own records into it. */
export class PrivateDnsZone extends Construct {
  /** Its name, once it is there. */
  readonly name: string;

  constructor(scope: Construct, id: string, props: PrivateDnsZoneProps) {
    super(scope, id);
    const zone = new Zone(this, 'Zone', { name: props.zone, resourceGroupName: props.resourceGroupName });
    this.name = zone.name;
    new PrivateDnsZoneVirtualNetworkLink(this, 'Link', {
      name: 'network',
      resourceGroupName: props.resourceGroupName,
      privateDnsZoneName: zone.name,
      virtualNetworkId: props.virtualNetworkId,
      registrationEnabled: false,
    });
  }
}
