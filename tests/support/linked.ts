import type { Written } from './documents.js';
import { evidenceOf } from './synthesized.js';
import { type Edit, topologyWith } from './topologies.js';

/** The reference topology's link between eu and us with both halves made here, and the name of the fleet's endpoint made here too. */
export const linked: readonly Edit[] = [
  [
    '    dnsForwarding: [bedrock-runtime.us-east-2.amazonaws.com]\n',
    `    dnsForwarding: [bedrock-runtime.us-east-2.amazonaws.com]
    ranges: [10.9.0.0/24]
    attach:
      eu:
        by: transit-gateway
        transitGateway: tgw-0aaaaaaaaaaaaaaa1
        resolve: { bedrock-runtime.us-east-2.amazonaws.com: [10.41.0.10, 10.41.16.10] }
      us:
        by: transit-gateway
        transitGateway: tgw-0bbbbbbbbbbbbbbb2
        applianceMode: true
        answersAt: [10.41.0.10, 10.41.16.10]
`,
  ],
  [
    '      authority: in-house\n      certificateArn: arn:aws:acm:eu-north-1:111122223333:certificate/00000000-0000-0000-0000-000000000000\n',
    `      authority: in-house
      zone: made
      privateCertificate: { authority: "arn:aws:acm-pca:eu-north-1:999900001111:certificate-authority/00000000-0000-0000-0000-000000000000" }
`,
  ],
];

/** The halves in its networks on Google and Azure. */
export const linkedElsewhere: readonly Edit[] = [
  [
    '    networks: [eu, grounding]\n',
    `    networks: [eu, grounding]
    attach:
      grounding:
        by: interconnect
        asn: 64514
        attachments:
          a: { interconnect: { name: projects/hub/global/interconnects/dc-1, vlan: 101, bandwidth: BPS_10G, peerAsn: 65001 } }
          b: { interconnect: { name: projects/hub/global/interconnects/dc-2, vlan: 102, bandwidth: BPS_10G, peerAsn: 65001 } }
`,
  ],
  [
    '    networks: [eu, foundry]\n',
    `    networks: [eu, foundry]
    attach:
      foundry:
        by: virtual-network-peering
        hub: /subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/hub
`,
  ],
];

/** A document of the reference topology with all of them. */
export function linkedDocument(stack: string): Written {
  const { aws = [], terraform = [] } = evidenceOf(topologyWith([...linked, ...linkedElsewhere]));
  const found = [...aws, ...terraform].find(({ name }) => name.endsWith(stack));
  if (found === undefined) throw new Error(`no stack ends with "${stack}"`);
  return found.document as unknown as Written;
}
