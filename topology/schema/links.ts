import { z } from 'zod';
import { cidr, domain, entities, id } from './primitives.js';

const address = z.ipv4('an IPv4 address, such as 10.40.0.10');

/** Who answers for a domain on the other side: a Resolver rule that exists, or the name servers that a rule made here forwards to. */
const answered = z.union([
  z.string().regex(/^rslvr-rr-[0-9a-f]{8,32}$/, 'a Resolver rule id, such as rslvr-rr-0123456789abcdef0'),
  z.array(address).min(1).max(6),
]);

/** The half in a network on AWS: its VPC on a transit gateway of its region, with a route to each range of the other side, and names both ways. */
const transitGateway = z.strictObject({
  by: z.literal('transit-gateway'),
  /** In the account, or shared with it. */
  transitGateway: z.string().regex(/^tgw-[0-9a-f]{8,17}$/, 'a transit gateway id, such as tgw-0123456789abcdef0'),
  /** Keeps a connection in one zone, as an inspection VPC between both sides needs. */
  applianceMode: z.boolean().default(false),
  /** Domains of `dnsForwarding` that this network asks the other side for. */
  resolve: z.record(domain, answered).default({}),
  /** Addresses of an inbound Resolver endpoint, each in another subnet: where the other side asks for names of this network. */
  answersAt: z.array(address).max(6).default([]),
});

/** One VLAN attachment, of a partner; with `interconnect`, on a Dedicated Interconnect of the organisation. */
const vlanAttachment = z.strictObject({
  /** Partner: zone of the edge; one attachment in each. */
  edge: z.enum(['AVAILABILITY_DOMAIN_1', 'AVAILABILITY_DOMAIN_2']).optional(),
  /** Dedicated: name of the Interconnect, which may be in another project, and what its owner gives. */
  interconnect: z
    .strictObject({
      name: z.string().regex(/^projects\/[a-z][a-z0-9-]+\/global\/interconnects\/[a-z][a-z0-9-]*$/, 'projects/…/global/interconnects/…'),
      vlan: z.int().min(2).max(4_093),
      bandwidth: z.enum(['BPS_50M', 'BPS_100M', 'BPS_200M', 'BPS_300M', 'BPS_400M', 'BPS_500M', 'BPS_1G', 'BPS_2G', 'BPS_5G', 'BPS_10G', 'BPS_20G', 'BPS_50G']),
      /** Of the router at the other end. */
      peerAsn: z.int().min(1).max(4_294_967_294),
    })
    .optional(),
});

/**
 * The half in a network on Google: a Cloud Router that announces the network's whole range, and VLAN attachments. Peering and spokes of a hub are
 * not offered: they do not carry the address of Google's APIs, which every host here is called with.
 */
const interconnect = z.strictObject({
  by: z.literal('interconnect'),
  /** Of the Cloud Router. A partner's attachments take 16550 only. */
  asn: z.int().min(16_550).max(4_294_967_294),
  attachments: entities(vlanAttachment),
});

/** The half in a network on Azure: peering with the hub, whose gateway leads to the other side. */
const virtualNetworkPeering = z.strictObject({
  by: z.literal('virtual-network-peering'),
  hub: z
    .string()
    .regex(
      /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[^/]+\/providers\/Microsoft\.Network\/virtualNetworks\/[^/]+$/,
      'the resource id of a virtual network',
    ),
  /** Whether the hub's gateway carries the link; false where a firewall of the hub does. */
  useRemoteGateways: z.boolean().default(true),
  /** Whether the hub's resolver answers for the private endpoints here: the private DNS zones are linked with it. */
  linkZones: z.boolean().default(true),
});

const half = z.discriminatedUnion('by', [transitGateway, interconnect, virtualNetworkPeering]);

/**
 * A private path between two networks. What is beyond our networks is never created here: it is routing, carriers and a change board.
 * `dnsForwarding` lists the domains that resolve across it.
 */
const link = z.strictObject({
  kind: z.enum(['transit-gateway', 'peering', 'vpn', 'interconnect', 'expressroute']),
  networks: z.tuple([id, id]),
  /** Ranges carried besides the two networks' own. */
  ranges: z.array(cidr).default([]),
  dnsForwarding: z.array(domain).default([]),
  /** Halves that are made here, by network. A network that is made here cannot be attached beforehand. */
  attach: entities(half).default({}),
});

export const links = entities(link);

export type Link = z.infer<typeof link>;
export type LinkHalf = z.infer<typeof half>;
export type TransitGatewayHalf = z.infer<typeof transitGateway>;
export type InterconnectHalf = z.infer<typeof interconnect>;
export type PeeringHalf = z.infer<typeof virtualNetworkPeering>;
