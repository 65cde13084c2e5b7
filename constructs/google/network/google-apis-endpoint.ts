import { ComputeGlobalAddress } from '@cdktf/provider-google/lib/compute-global-address/index.js';
import { ComputeGlobalForwardingRule } from '@cdktf/provider-google/lib/compute-global-forwarding-rule/index.js';
import { DnsManagedZone } from '@cdktf/provider-google/lib/dns-managed-zone/index.js';
import { DnsRecordSet } from '@cdktf/provider-google/lib/dns-record-set/index.js';
import { Construct } from 'constructs';

export interface GoogleApisEndpointProps {
  /** Project that it is made in. */
  readonly project: string;
  /** Self link of the network the endpoint belongs to. */
  readonly network: string;
  /** Name of the address and of the DNS zones. */
  readonly name: string;
  /** Name of the forwarding rule: Google allows it 1 to 20 lower-case letters and digits, no hyphen. */
  readonly ruleName: string;
  /**
   * IPv4 address, outside every subnet of the network. Nothing advertises it by itself: a link must carry the
   * network's whole range.
   */
  readonly address: string;
  /** Domains besides `googleapis.com` whose names lead there too, such as `pkg.dev`. */
  readonly moreDomains: readonly string[];
  /** Finance's labels. */
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
    this.zone = resolveTo(this, 'googleapis.com', props.name, props).name;
    for (const domain of props.moreDomains) resolveTo(new Construct(this, domain), domain, `${props.name}-${domain.replaceAll('.', '-')}`, props);
  }
}

/** A private zone that answers for a domain and every name below it. */
function resolveTo(scope: Construct, domain: string, name: string, { project, network, address, labels }: GoogleApisEndpointProps): DnsManagedZone {
  const zone = new DnsManagedZone(scope, 'Zone', {
    project,
    name,
    dnsName: `${domain}.`,
    description: 'Google APIs through Private Service Connect',
    visibility: 'private',
    privateVisibilityConfig: { networks: [{ networkUrl: network }] },
    labels: { ...labels },
  });
  const record = { project, managedZone: zone.name, ttl: 300 };
  new DnsRecordSet(scope, 'Apex', { ...record, name: `${domain}.`, type: 'A', rrdatas: [address] });
  new DnsRecordSet(scope, 'Names', { ...record, name: `*.${domain}.`, type: 'CNAME', rrdatas: [`${domain}.`] });
  return zone;
}
