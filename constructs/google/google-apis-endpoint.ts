import { ComputeGlobalAddress } from '@cdktf/provider-google/lib/compute-global-address/index.js';
import { ComputeGlobalForwardingRule } from '@cdktf/provider-google/lib/compute-global-forwarding-rule/index.js';
import { DnsManagedZone } from '@cdktf/provider-google/lib/dns-managed-zone/index.js';
import { DnsRecordSet } from '@cdktf/provider-google/lib/dns-record-set/index.js';
import { Construct } from 'constructs';

export interface GoogleApisEndpointProps {
  readonly project: string;
  /** Self link of the network the endpoint belongs to. */
  readonly network: string;
  readonly name: string;
  /** Name of the forwarding rule: Google allows it 1 to 20 lower-case letters and digits, no hyphen. */
  readonly ruleName: string;
  /**
   * IPv4 address, outside every subnet of the network. Nothing advertises it by itself: a link must carry the
   * network's whole range.
   */
  readonly address: string;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * Private Service Connect endpoint for Google APIs, and the private zone that sends `googleapis.com` to it.
 *
 * The `vpc-sc` bundle serves only APIs that honour VPC Service Controls, so the network cannot reach the others at all.
 */
export class GoogleApisEndpoint extends Construct {
  /** Name of the zone for `googleapis.com`. */
  readonly zone: string;

  constructor(scope: Construct, id: string, props: GoogleApisEndpointProps) {
    super(scope, id);
    const { project, network } = props;
    const labels = { ...props.labels };
    const address = new ComputeGlobalAddress(this, 'Address', {
      project,
      name: props.name,
      addressType: 'INTERNAL',
      purpose: 'PRIVATE_SERVICE_CONNECT',
      network,
      address: props.address,
      labels,
    });
    new ComputeGlobalForwardingRule(this, 'Rule', {
      project,
      name: props.ruleName,
      target: 'vpc-sc',
      network,
      ipAddress: address.id,
      // Must be empty, not absent: the default scheme belongs to load balancers.
      loadBalancingScheme: '',
      labels,
    });
    const zone = new DnsManagedZone(this, 'Zone', {
      project,
      name: props.name,
      dnsName: 'googleapis.com.',
      description: 'Google APIs through Private Service Connect',
      visibility: 'private',
      privateVisibilityConfig: { networks: [{ networkUrl: network }] },
      labels,
    });
    this.zone = zone.name;
    const record = { project, managedZone: zone.name, ttl: 300 };
    new DnsRecordSet(this, 'Apex', { ...record, name: 'googleapis.com.', type: 'A', rrdatas: [props.address] });
    new DnsRecordSet(this, 'Names', { ...record, name: '*.googleapis.com.', type: 'CNAME', rrdatas: ['googleapis.com.'] });
  }
}
