import { describe, expect, it } from 'vitest';
import { InputError } from '../../topology/error.js';
import { linked } from '../support/linked.js';
import { type Edit, topologyWith } from '../support/topologies.js';

/** Why a topology does not load. */
function problem(...edits: readonly Edit[]): string {
  try {
    topologyWith([...linked, ...edits]);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return 'it loads';
}

const after = (line: string, text: string): Edit => [line, `${line}    attach: ${text}\n`];
const onGoogle = (text: string) => after('    networks: [eu, grounding]\n', text);
const onAzure = (text: string) => after('    networks: [eu, foundry]\n', text);
const dedicated = '{ interconnect: { name: projects/hub/global/interconnects/dc-1, vlan: 101, bandwidth: BPS_10G, peerAsn: 65001 } }';

describe('the half of a link', () => {
  it('loads in each cloud', () => {
    expect(problem()).toBe('it loads');
    expect(problem(onGoogle(`{ grounding: { by: interconnect, asn: 64514, attachments: { a: ${dedicated}, b: ${dedicated} } } }`))).toBe('it loads');
    expect(
      problem(
        onGoogle('{ grounding: { by: interconnect, asn: 16550, attachments: { a: { edge: AVAILABILITY_DOMAIN_1 }, b: { edge: AVAILABILITY_DOMAIN_2 } } } }'),
      ),
    ).toBe('it loads');
  });

  it.each<[string, readonly Edit[], string]>([
    [
      'of a network that the link does not join',
      [onGoogle('{ us: { by: transit-gateway, transitGateway: tgw-0aaaaaaaaaaaaaaa1 } }')],
      'received "us", which the link does not join',
    ],
    ['of another kind of link', [['    kind: transit-gateway\n', '    kind: peering\n']], 'received by: transit-gateway in a link of kind peering'],
    ['of another cloud', [onGoogle('{ grounding: { by: transit-gateway, transitGateway: tgw-0aaaaaaaaaaaaaaa1 } }')], 'Allowed there: by: interconnect'],
    [
      'of a network that exists',
      [['links:\n', 'existing: { networks: { us: { id: vpc-0123456789abcdef0, subnets: [subnet-0123456789abcdef0, subnet-0123456789abcdef1] } } }\nlinks:\n']],
      'links.eu-us.attach.us: received a half in a network that exists already',
    ],
    [
      'by peering on Google',
      [onGoogle('{ grounding: { by: network-peering } }')],
      'received "network-peering". Allowed: transit-gateway, interconnect, virtual-network-peering',
    ],
    ['with a hub that is no network', [onAzure('{ foundry: { by: virtual-network-peering, hub: hub } }')], 'the resource id of a virtual network'],
    [
      'with names that the link does not resolve',
      [['resolve: { bedrock-runtime.us-east-2.amazonaws.com:', 'resolve: { bedrock.us-east-2.amazonaws.com:']],
      "Allowed: a domain of the link's dnsForwarding",
    ],
    ['with name servers that no route leads to', [['com: [10.41.0.10, ', 'com: [10.50.0.53, ']], 'received 10.50.0.53, to which the link has no route'],
    ['that answers in one zone', [['answersAt: [10.41.0.10, 10.41.16.10]', 'answersAt: [10.41.0.10, 10.41.0.11]']], 'each in the subnet of another zone of us'],
    ['that answers at an address of AWS', [['answersAt: [10.41.0.10, ', 'answersAt: [10.41.0.2, ']], 'without the first four addresses'],
    [
      'with one attachment',
      [onGoogle(`{ grounding: { by: interconnect, asn: 64514, attachments: { a: ${dedicated} } } }`)],
      'received 1. Allowed: two or more',
    ],
    [
      'with a partner and another number',
      [onGoogle(`{ grounding: { by: interconnect, asn: 64514, attachments: { a: ${dedicated}, b: { edge: AVAILABILITY_DOMAIN_1 } } } }`)],
      'received 64514. Allowed beside a partner’s attachment: 16550',
    ],
    [
      'with another mode over the same gateway',
      [onGoogle('{ eu: { by: transit-gateway, transitGateway: tgw-0aaaaaaaaaaaaaaa1, applianceMode: true } }')],
      'links.eu-us.attach.eu.applianceMode: received false, but another link of eu says true',
    ],
    [
      'with another gateway to the same range',
      [
        [
          '    networks: [eu, grounding]\n',
          '    networks: [eu, grounding]\n    ranges: [10.9.0.0/24]\n    attach: { eu: { by: transit-gateway, transitGateway: tgw-0ccccccccccccccc3 } }\n',
        ],
      ],
      'the way to 10.9.0.0/24',
    ],
  ])('is refused %s', (_, edits, message) => {
    expect(problem(...edits)).toContain(message);
  });
});

describe('the certificate of a fleet', () => {
  const authority = 'privateCertificate: { authority: "arn:aws:acm-pca:eu-north-1:';

  it.each<[string, Edit, string]>([
    [
      'beside one that exists',
      [`      ${authority}`, `      certificateArn: arn:aws:acm:eu-north-1:111122223333:certificate/1\n      ${authority}`],
      'received neither or both',
    ],
    ['of an authority in another region', [authority, authority.replace('eu-north-1', 'us-east-2')], 'received an authority in us-east-2'],
    ['of no authority', [authority, 'privateCertificate: { authority: "arn:aws:acm:eu-north-1:'], 'an ACM PCA authority ARN'],
  ])('is refused %s', (_, edit, message) => {
    expect(problem(edit)).toContain(message);
  });
});
