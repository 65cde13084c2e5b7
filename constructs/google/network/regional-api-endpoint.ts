import { ComputeAddress } from '@cdktf/provider-google/lib/compute-address/index.js';
import { DnsRecordSet } from '@cdktf/provider-google/lib/dns-record-set/index.js';
import { NetworkConnectivityRegionalEndpoint } from '@cdktf/provider-google/lib/network-connectivity-regional-endpoint/index.js';
import { Construct } from 'constructs';
import type { NetworkPlace } from './network-place.js';

export interface RegionalApiEndpointProps {
  /** Region of the API and of the endpoint: both must be the same. */
  readonly region: string;
  /** Name of address and endpoint. */
  readonly name: string;
  /** Where it gets its address. */
  readonly network: NetworkPlace;
  /** Host of the API, `<service>.<region>.rep.googleapis.com`. */
  readonly host: string;
  /** Zone for `googleapis.com` that takes the record. */
  readonly zone: string;
  /** Finance's labels. */
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * Private Service Connect endpoint for a Google API that exists per region only. Bundles such as `vpc-sc` do not serve
 * these hosts, but the wildcard record for `googleapis.com` catches their names, so each needs a record of its own.
 */
export class RegionalApiEndpoint extends Construct {
  constructor(scope: Construct, id: string, props: RegionalApiEndpointProps) {
    super(scope, id);
    const { region, name } = props;
    const { project, network, subnet } = props.network;
    const labels = { ...props.labels };
    const address = new ComputeAddress(this, 'Address', {
      project,
      region,
      name,
      addressType: 'INTERNAL',
      purpose: 'GCE_ENDPOINT',
      subnetwork: subnet,
      labels,
    });
    new NetworkConnectivityRegionalEndpoint(this, 'Endpoint', {
      project,
      location: region,
      name,
      targetGoogleApi: props.host,
      // A link may land in another region.
      accessType: 'GLOBAL',
      network,
      subnetwork: subnet,
      address: address.id,
      labels,
    });
    new DnsRecordSet(this, 'Record', { project, managedZone: props.zone, name: `${props.host}.`, type: 'A', ttl: 300, rrdatas: [address.address] });
  }
}
