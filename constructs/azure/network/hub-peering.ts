import { PrivateDnsZoneVirtualNetworkLink } from '@cdktf/provider-azurerm/lib/private-dns-zone-virtual-network-link/index.js';
import { VirtualNetworkPeering } from '@cdktf/provider-azurerm/lib/virtual-network-peering/index.js';
import { Construct } from 'constructs';

export interface HubPeeringProps {
  /** Tells the peering and the links of zones from those of other hubs. */
  readonly name: string;
  /** Resource group of the network. */
  readonly resourceGroupName: string;
  /** Name of the network that is made here. */
  readonly networkName: string;
  /** Resource id of the hub's network. */
  readonly hub: string;
  /** Whether the hub's gateway leads to the other side. */
  readonly useRemoteGateways: boolean;
  /** Private DNS zones that the hub resolves too, by their domain: their names once they are there. */
  readonly zones: Readonly<Record<string, string>>;
}

/** The half of a peering with a hub, and what the hub's resolver needs to answer for private endpoints here. */
export class HubPeering extends Construct {
  constructor(scope: Construct, id: string, props: HubPeeringProps) {
    super(scope, id);
    const { name, resourceGroupName } = props;
    new VirtualNetworkPeering(this, 'Peering', {
      name,
      resourceGroupName,
      virtualNetworkName: props.networkName,
      remoteVirtualNetworkId: props.hub,
      allowVirtualNetworkAccess: true,
      // What comes over the hub's gateway or firewall was not sent by the hub itself.
      allowForwardedTraffic: true,
      allowGatewayTransit: false,
      useRemoteGateways: props.useRemoteGateways,
    });
    for (const [domain, zone] of Object.entries(props.zones)) {
      const registration = { registrationEnabled: false, resourceGroupName, privateDnsZoneName: zone };
      new PrivateDnsZoneVirtualNetworkLink(this, domain, { ...registration, name, virtualNetworkId: props.hub });
    }
  }
}
