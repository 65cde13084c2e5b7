import { gatewayText } from '../support/topologies.js';
import { attacks } from './attack.js';

/** Places that contradict each other, or that a zone does not allow. */
export const placement = attacks([
  ['a gateway of the EU in Ohio', 'residency/gateway-placement', ['    eu:\n      network: eu\n', '    eu:\n      network: us\n']],
  ['a gateway of the US in Sweden', 'residency/gateway-placement', ['    us:\n      network: us\n', '    us:\n      network: eu\n']],
  ['a gateway on Google, where none can be', 'loader', ['    any:\n      network: eu\n', '    any:\n      network: grounding\n']],
  ['no gateway for a zone', 'network/reachable', [gatewayText('us'), '']],
  ['a host outside the zone', 'residency/host-region', ['    route: [eu-fleet]\n', '    route: [us-bedrock]\n']],
  ['a region allowed outside the zone', 'loader', ['    regions: [us-east-2]', '    regions: [us-east-2, eu-west-2]']],
  ['an allowed region that does not exist', 'loader', ['    regions: [us-east-2]', '    regions: [us-east-2, us-east-9]']],
  ['customer data in a zone without borders', 'residency/open-zone', ['over European customer and production data\n    zone: eu', 'x\n    zone: any']],
  [
    'regulated data in a zone without borders',
    'residency/open-zone',
    ['for every site\n    zone: any\n    dataClass: internal', 'x\n    zone: any\n    dataClass: regulated'],
  ],
  ['ANY hidden among countries', 'residency/open-zone', ['  us: [US]', '  us: [US, ANY]']],
  ['a country that does not exist', 'loader', ['  us: [US]', '  us: [US, XX]']],
  ['UK for the United Kingdom', 'loader', ['  us: [US]', '  us: [UK]']],
  ['EU for the member states', 'loader', ['  us: [US]', '  us: [EU]']],
  ['Greece as the EU writes it', 'loader', ['  us: [US]', '  us: [US, EL]']],
  ['a country in small letters', 'loader', ['  us: [US]', '  us: [us]']],
  ['no country', 'loader', ['  us: [US]', '  us: []']],
  ['a licensee from nowhere', 'loader', ['  country: DE', '  country: ZZ']],
  ['a licensee from EU', 'loader', ['  country: DE', '  country: EU']],
  ['the same country twice', 'loader', ['  us: [US]', '  us: [US, US]']],
  ['a network in another region than its zones', 'loader', ['    region: us-east-2\n    cidr', '    region: us-west-2\n    cidr']],
  ['a zone of another region', 'loader', ['[us-east-2a, us-east-2b]', '[us-east-2a, us-west-2b]']],
  ['a zone twice', 'loader', ['[us-east-2a, us-east-2b]', '[us-east-2a, us-east-2a]']],
  ['zones of AWS for a network on Google', 'loader', ['    cidr: 10.80.0.0/20', '    cidr: 10.80.0.0/20\n    availabilityZones: [eu-north-1a, eu-north-1b]']],
  ['a region that does not exist', 'loader', ['    region: europe-west4\n    cidr', '    region: europe-west44\n    cidr']],
  ['a region of AWS for a network on Azure', 'loader', ['    region: swedencentral\n    cidr', '    region: eu-north-1\n    cidr']],
  ['a host in another region than its network', 'network/reachable', ['    region: us-east-2\n    network', '    region: us-west-2\n    network']],
  ['a host in another account than its network', 'network/reachable', ['    kind: bedrock\n    account: prod', '    kind: bedrock\n    account: supply']],
  ['a reservation in a zone of another region', 'capacity/instance-region', ['a: {availabilityZone: eu-north-1a,', 'a: {availabilityZone: us-east-2a,']],
  ['an ingest network in another region', 'loader', ['availabilityZone: eu-north-1a}\n    startedBy', 'availabilityZone: us-east-2a}\n    startedBy']],
  [
    'ingest for a region that does not exist',
    'loader',
    ['      eu-north-1: {cidr: 10.60.0.0/24, availabilityZone: eu-north-1a}', '      eu-north-9: {cidr: 10.60.0.0/24, availabilityZone: eu-north-9a}'],
  ],
  ['a search index without borders', 'residency/search-location', ['      location: eu', '      location: global']],
  ['a search index in the US', 'residency/search-location', ['      location: eu', '      location: us']],
  [
    'a global sku for customer data',
    'residency/open-zone',
    ['Experiments on synthetic data\n    zone: any\n    dataClass: internal', 'x\n    zone: any\n    dataClass: customer'],
  ],
  ['a profile that leaves the zone', 'residency/bedrock-profile-destinations', ['    profile: in-region', '    profile: global']],
  [
    'state of Terraform in a region that does not exist',
    'loader',
    [
      '      kind: gcs\n      bucket: acme-llama-terraform-state\n      kmsKey: projects/acme-llama-grounded/locations/europe-west4/keyRings/state/cryptoKeys/terraform',
      '      kind: s3\n      bucket: acme-state\n      region: eu-north-9\n      kmsKey: arn:aws:kms:eu-north-9:111122223333:key/0',
    ],
  ],
  [
    'a key of another region for the state',
    'loader',
    [
      '      kind: gcs\n      bucket: acme-llama-terraform-state\n      kmsKey: projects/acme-llama-grounded/locations/europe-west4/keyRings/state/cryptoKeys/terraform',
      '      kind: s3\n      bucket: acme-state\n      region: eu-north-1\n      kmsKey: arn:aws:kms:us-east-1:111122223333:key/0',
    ],
  ],
]);
