import { z } from 'zod';
import { cidr, domain, entities, id } from './primitives.js';

const address = z.ipv4('an IPv4 address, such as 10.40.0.10').meta({ examples: ['10.40.0.10'] });
const forwardedDomain = domain.meta({ examples: ['prediction.p.vertexai.goog'] });

/** Who answers for a domain on the other side: a Resolver rule that exists, or the name servers that a rule made here forwards to. */
const answered = z.union([
  z
    .string()
    .regex(/^rslvr-rr-[0-9a-f]{8,32}$/, 'a Resolver rule id, such as rslvr-rr-0123456789abcdef0')
    .meta({ examples: ['rslvr-rr-0123456789abcdef0'] }),
  z.array(address).min(1).max(6),
]);

/** The half in a network on AWS: its VPC on a transit gateway of its region, with a route to each range of the other side, and names both ways. */
const transitGateway = z.strictObject({
  by: z
    .literal('transit-gateway')
    .meta({ description: 'Network on AWS: its VPC is attached to a transit gateway, with a route to each range of the other side.' }),
  transitGateway: z
    .string()
    .regex(/^tgw-[0-9a-f]{8,17}$/, 'a transit gateway id, such as tgw-0123456789abcdef0')
    .meta({ description: 'Transit gateway in the region of the network, in its account or shared with it.', examples: ['tgw-0123456789abcdef0'] }),
  applianceMode: z
    .boolean()
    .default(false)
    .meta({ description: 'Keeps a connection in one zone, as an inspection VPC between both sides needs.', examples: [true] }),
  resolve: z
    .record(forwardedDomain, answered)
    .default({})
    .meta({ description: 'Domains of `dnsForwarding` that this network asks the other side for: a Resolver rule that exists, or addresses of name servers.' }),
  answersAt: z
    .array(address)
    .max(6)
    .default([])
    .meta({
      description: 'Addresses of an inbound Resolver endpoint, each in another subnet: where the other side asks for names of this network.',
      examples: [['10.40.0.10', '10.40.16.10']],
    }),
});

const dedicated = z.strictObject({
  name: z
    .string()
    .regex(/^projects\/[a-z][a-z0-9-]+\/global\/interconnects\/[a-z][a-z0-9-]*$/, 'projects/…/global/interconnects/…')
    .meta({ description: 'Name of the Interconnect, which may be in another project.', examples: ['projects/acme-network/global/interconnects/fra-1'] }),
  vlan: z
    .int()
    .min(2)
    .max(4_093)
    .meta({ description: 'VLAN tag that its owner gives.', unit: 'VLAN tag', examples: [1_401] }),
  bandwidth: z
    .enum(['BPS_50M', 'BPS_100M', 'BPS_200M', 'BPS_300M', 'BPS_400M', 'BPS_500M', 'BPS_1G', 'BPS_2G', 'BPS_5G', 'BPS_10G', 'BPS_20G', 'BPS_50G'])
    .meta({ description: 'Bandwidth of the attachment.', examples: ['BPS_1G'] }),
  peerAsn: z
    .int()
    .min(1)
    .max(4_294_967_294)
    .meta({ description: 'ASN of the router at the other end.', unit: 'AS number', examples: [65_010] }),
});

/** One VLAN attachment, of a partner; with `interconnect`, on a Dedicated Interconnect of the organisation. */
const vlanAttachment = z.strictObject({
  edge: z
    .enum(['AVAILABILITY_DOMAIN_1', 'AVAILABILITY_DOMAIN_2'])
    .optional()
    .meta({
      description: 'Partner Interconnect: zone of the edge; one attachment in each.',
      absent: 'a Dedicated Interconnect: `interconnect` says which',
      examples: ['AVAILABILITY_DOMAIN_1'],
    }),
  interconnect: dedicated.optional().meta({ description: 'Dedicated Interconnect that carries the attachment.', absent: 'a partner: `edge` says where' }),
});

/**
 * The half in a network on Google: a Cloud Router that announces the network's whole range, and VLAN attachments. Peering and spokes of a hub are
 * not offered: they do not carry the address of Google's APIs, which every host here is called with.
 */
const interconnect = z.strictObject({
  by: z.literal('interconnect').meta({ description: 'Network on Google: a Cloud Router that announces its whole range, and VLAN attachments.' }),
  asn: z
    .int()
    .min(16_550)
    .max(4_294_967_294)
    .meta({ description: "ASN of the Cloud Router. A partner's attachments take 16550 only.", unit: 'AS number', examples: [16_550] }),
  attachments: entities(vlanAttachment, 'a').meta({
    description: 'VLAN attachments, two or more: one is without service whenever Google maintains its edge.',
    examples: [{ a: { edge: 'AVAILABILITY_DOMAIN_1' }, b: { edge: 'AVAILABILITY_DOMAIN_2' } }],
  }),
});

/** The half in a network on Azure: peering with the hub, whose gateway leads to the other side. */
const virtualNetworkPeering = z.strictObject({
  by: z.literal('virtual-network-peering').meta({ description: 'Network on Azure: peering with a hub, whose gateway leads to the other side.' }),
  hub: z
    .string()
    .regex(
      /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[^/]+\/providers\/Microsoft\.Network\/virtualNetworks\/[^/]+$/,
      'the resource id of a virtual network',
    )
    .meta({
      description: 'Resource id of the virtual network of the hub.',
      examples: ['/subscriptions/7c1f3b52-9d0e-4a6b-8f21-3e5d6c7b8a90/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/hub-sdc'],
    }),
  useRemoteGateways: z
    .boolean()
    .default(true)
    .meta({ description: 'Whether the gateway of the hub carries the link; false where a firewall of the hub does.', examples: [false] }),
  linkZones: z
    .boolean()
    .default(true)
    .meta({
      description: 'Whether the resolver of the hub answers for the private endpoints here: their private DNS zones are linked with it.',
      examples: [false],
    }),
});

const half = z.discriminatedUnion('by', [transitGateway, interconnect, virtualNetworkPeering]);

/**
 * A private path between two networks. What is beyond our networks is never created here: it is routing, carriers and a change board.
 * `dnsForwarding` lists the domains that resolve across it.
 */
const link = z.strictObject({
  kind: z.enum(['transit-gateway', 'peering', 'vpn', 'interconnect', 'expressroute']).meta({ description: 'What carries it.', examples: ['transit-gateway'] }),
  networks: z
    .tuple([id.meta({ examples: ['eu'] }), id.meta({ examples: ['grounding'] })])
    .meta({ description: 'The two networks that it joins, by their keys.' }),
  ranges: z
    .array(cidr)
    .default([])
    .meta({ description: "Ranges carried besides the two networks' own, such as that of name servers.", examples: [['10.250.0.0/24']] }),
  dnsForwarding: z
    .array(forwardedDomain)
    .default([])
    .meta({ description: 'Domains that resolve across it. `network/reachable` says which ones the hosts need.' }),
  attach: entities(half, 'eu')
    .default({})
    .meta({ description: 'Halves that are made here, by network. A network that is made here cannot be attached beforehand.' }),
});

export const links = entities(link, 'eu-google');

export type Link = z.infer<typeof link>;
export type LinkHalf = z.infer<typeof half>;
export type TransitGatewayHalf = z.infer<typeof transitGateway>;
export type InterconnectHalf = z.infer<typeof interconnect>;
export type PeeringHalf = z.infer<typeof virtualNetworkPeering>;
