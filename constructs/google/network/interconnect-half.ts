import { ComputeInterconnectAttachment } from '@cdktf/provider-google/lib/compute-interconnect-attachment/index.js';
import { ComputeRouter } from '@cdktf/provider-google/lib/compute-router/index.js';
import { ComputeRouterInterface } from '@cdktf/provider-google/lib/compute-router-interface/index.js';
import { ComputeRouterPeer } from '@cdktf/provider-google/lib/compute-router-peer/index.js';
import { Construct } from 'constructs';

export interface VlanAttachment {
  /** Tells it from the others of its router. */
  readonly id: string;
  /**
   * Partner: zone of the edge.
   * @default - on an Interconnect of the organisation
   */
  readonly edge?: string | undefined;
  /**
   * Dedicated: the Interconnect, and what its owner gives.
   * @default - of a partner
   */
  readonly interconnect?: { readonly name: string; readonly vlan: number; readonly bandwidth: string; readonly peerAsn: number } | undefined;
}

export interface InterconnectHalfProps {
  /** Project that it is made in. */
  readonly project: string;
  /** Region of router and attachments. */
  readonly region: string;
  /** Id of the network. */
  readonly network: string;
  /** Name of the router; everything else is named after it. */
  readonly name: string;
  /** Number of the router in BGP. */
  readonly asn: number;
  /** Ranges that the other side learns: the whole network, because the address of Google's APIs is in no subnet. */
  readonly announced: readonly string[];
  /** Two or more, on edges apart. */
  readonly attachments: readonly VlanAttachment[];
  /** Finance's labels. */
  readonly labels: Readonly<Record<string, string>>;
}

/** A Cloud Router with VLAN attachments: what a project holds of an Interconnect. Sessions of a partner's attachments are made by Google. */
export class InterconnectHalf extends Construct {
  private readonly router: ComputeRouter;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: InterconnectHalfProps,
  ) {
    super(scope, id);
    const { project, region, network, name, asn, announced } = props;
    this.router = new ComputeRouter(this, 'Router', {
      project,
      region,
      network,
      name,
      bgp: { asn, advertiseMode: 'CUSTOM', advertisedIpRanges: announced.map((range) => ({ range })) },
    });
    for (const attachment of props.attachments) this.attach(attachment);
  }

  private attach({ id, edge, interconnect }: VlanAttachment): void {
    const { project, region, name, labels } = this.props;
    const place = new Construct(this, id);
    const attachment = new ComputeInterconnectAttachment(place, 'Attachment', {
      project,
      region,
      name: `${name}-${id}`,
      router: this.router.id,
      adminEnabled: true,
      encryption: 'NONE',
      labels: { ...labels },
      ...(interconnect === undefined
        ? { type: 'PARTNER', edgeAvailabilityDomain: edge }
        : { type: 'DEDICATED', interconnect: interconnect.name, vlanTag8021Q: interconnect.vlan, bandwidth: interconnect.bandwidth }),
    });
    if (interconnect === undefined) return;
    const session = { project, region, router: this.router.name, name: `${name}-${id}` };
    // Both take their addresses from the attachment.
    const { name: end } = new ComputeRouterInterface(place, 'Interface', { ...session, interconnectAttachment: attachment.selfLink });
    new ComputeRouterPeer(place, 'Peer', { ...session, interface: end, peerAsn: interconnect.peerAsn, advertiseMode: 'DEFAULT' });
  }
}
