import { PrivateEndpoint } from '@cdktf/provider-azurerm/lib/private-endpoint/index.js';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

/** Where private endpoints stand. */
export interface EndpointPlace {
  /** Resource group of the endpoint. */
  readonly resourceGroupName: string;
  /** Region of the subnet, which may differ from that of the service. */
  readonly location: string;
  /** Resource id of the subnet that gives the address. */
  readonly subnetId: string;
}

export interface ServiceEndpointProps {
  /** Name of the endpoint. */
  readonly name: string;
  /** Where the endpoint is. */
  readonly place: EndpointPlace;
  /** Resource id of the service. */
  readonly targetId: string;
  /** Part of the service that is reached, such as `account` or `vault`. */
  readonly subresource: string;
  /** Private DNS zones that get the endpoint's records. Empty: the platform's policy adds them. */
  readonly dnsZoneIds: readonly string[];
  /**
   * What else must be done before the service takes an endpoint.
   * @default - nothing
   */
  readonly after?: readonly ITerraformDependable[];
}

/** The private way into one Azure service. */
export class ServiceEndpoint extends Construct {
  /** What to depend on for the service to be reachable. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: ServiceEndpointProps) {
    super(scope, id);
    this.ready = new PrivateEndpoint(this, 'Endpoint', {
      ...props.place,
      name: props.name,
      ...(props.after !== undefined && { dependsOn: [...props.after] }),
      privateServiceConnection: {
        name: props.subresource,
        privateConnectionResourceId: props.targetId,
        subresourceNames: [props.subresource],
        isManualConnection: false,
      },
      ...(props.dnsZoneIds.length > 0 && { privateDnsZoneGroup: { name: 'default', privateDnsZoneIds: [...props.dnsZoneIds] } }),
    });
  }
}
