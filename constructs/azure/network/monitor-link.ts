import { MonitorPrivateLinkScope } from '@cdktf/provider-azurerm/lib/monitor-private-link-scope/index.js';
import { Construct } from 'constructs';
import { type EndpointPlace, ServiceEndpoint } from './service-endpoint.js';

export interface MonitorLinkProps {
  /** Name of the scope. */
  readonly name: string;
  /** Where its private endpoint is. */
  readonly place: EndpointPlace;
  /** Private DNS zones that get the endpoint's records. */
  readonly dnsZoneIds: readonly string[];
}

/**
 * The way of a network to Azure Monitor: one for all fleets in it, because its names are one set for the whole network. What is sent to a workspace
 * that the scope does not hold is refused, so that no log leaves to somebody else's.
 */
export class MonitorLink extends Construct {
  constructor(scope: Construct, id: string, { name, place, dnsZoneIds }: MonitorLinkProps) {
    super(scope, id);
    const link = new MonitorPrivateLinkScope(this, 'Scope', {
      name,
      resourceGroupName: place.resourceGroupName,
      ingestionAccessMode: 'PrivateOnly',
      queryAccessMode: 'PrivateOnly',
    });
    new ServiceEndpoint(this, 'Endpoint', { name, place, targetId: link.id, subresource: 'azuremonitor', dnsZoneIds });
  }
}
