import { ComputeAddress } from '@cdktf/provider-google/lib/compute-address/index.js';
import { ComputeForwardingRule } from '@cdktf/provider-google/lib/compute-forwarding-rule/index.js';
import { DnsRecordSet } from '@cdktf/provider-google/lib/dns-record-set/index.js';
import { Construct } from 'constructs';
import type { NetworkPlace } from './network-place.js';

export interface ServiceAttachmentEndpointProps {
  /** Region of the service and of the endpoint. */
  readonly region: string;
  /** Name of the endpoint's parts. */
  readonly name: string;
  /** Where it gets its address; the producer must have the project in its allow list. */
  readonly network: NetworkPlace;
  /** Service attachment to connect to. */
  readonly target: string;
  /** DNS name of the service without trailing dot, and the zone that takes its record. */
  readonly dns: { readonly zone: string; readonly name: string };
  /** Finance's labels. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Private Service Connect endpoint: an address in our subnet that leads to somebody else's service attachment. */
export class ServiceAttachmentEndpoint extends Construct {
  readonly address: ComputeAddress;

  constructor(scope: Construct, id: string, props: ServiceAttachmentEndpointProps) {
    super(scope, id);
    const { region, name } = props;
    const { project, network, subnet } = props.network;
    const labels = { ...props.labels };
    this.address = new ComputeAddress(this, 'Address', {
      project,
      region,
      name,
      addressType: 'INTERNAL',
      purpose: 'GCE_ENDPOINT',
      subnetwork: subnet,
      labels,
    });
    new ComputeForwardingRule(this, 'Rule', {
      project,
      region,
      name,
      network,
      ipAddress: this.address.id,
      target: props.target,
      // Must be empty, not absent: the default scheme belongs to load balancers.
      loadBalancingScheme: '',
      // Traffic that enters over a link in another region is refused otherwise.
      allowPscGlobalAccess: true,
      noAutomateDnsZone: true,
      labels,
    });
    new DnsRecordSet(this, 'Record', {
      project,
      managedZone: props.dns.zone,
      name: `${props.dns.name}.`,
      type: 'A',
      ttl: 60,
      rrdatas: [this.address.address],
    });
  }
}
