import { ComputeAddress } from '@cdktf/provider-google/lib/compute-address/index.js';
import { ComputeForwardingRule } from '@cdktf/provider-google/lib/compute-forwarding-rule/index.js';
import { DnsRecordSet } from '@cdktf/provider-google/lib/dns-record-set/index.js';
import { Construct } from 'constructs';

export interface ServiceAttachmentEndpointProps {
  /** Project of the network; the producer must have it in its allow list. */
  readonly project: string;
  readonly region: string;
  readonly name: string;
  /** Self link of the network. */
  readonly network: string;
  /**
   * Self link of the subnet that gives the address.
   * @default - none: an existing network that was declared without subnets
   */
  readonly subnet: string | undefined;
  /** Service attachment to connect to. */
  readonly target: string;
  /** DNS name of the service without trailing dot, and the zone that takes its record. */
  readonly dns: { readonly zone: string; readonly name: string };
  readonly labels: Readonly<Record<string, string>>;
}

/** Private Service Connect endpoint: an address in our subnet that leads to somebody else's service attachment. */
export class ServiceAttachmentEndpoint extends Construct {
  readonly address: ComputeAddress;

  constructor(scope: Construct, id: string, props: ServiceAttachmentEndpointProps) {
    super(scope, id);
    const { project, region } = props;
    const labels = { ...props.labels };
    this.address = new ComputeAddress(this, 'Address', {
      project,
      region,
      name: props.name,
      addressType: 'INTERNAL',
      purpose: 'GCE_ENDPOINT',
      subnetwork: props.subnet,
      labels,
    });
    new ComputeForwardingRule(this, 'Rule', {
      project,
      region,
      name: props.name,
      network: props.network,
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
