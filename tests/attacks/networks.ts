import type { Edit } from '../support/topologies.js';
import { type Attack, attacks } from './attack.js';

/** Adds entries of `existing`, and the approval that an existing network needs. */
const brings = (entries: string): Edit => ['zones:\n  eu: [EU27]', `existing:\n${entries}zones:\n  eu: [EU27]`];

/** Ranges, links and what is brought along. */
export const networks: Attack[] = attacks([
  ['a public range', 'loader', ['cidr: 10.41.0.0/16', 'cidr: 8.8.0.0/16']],
  ['a range with host bits', 'loader', ['cidr: 10.41.0.0/16', 'cidr: 10.41.7.9/16']],
  ['everything', 'loader', ['cidr: 10.41.0.0/16', 'cidr: 0.0.0.0/0']],
  ['wider than the private range', 'loader', ['cidr: 10.41.0.0/16', 'cidr: 10.0.0.0/7']],
  ['a range of an IPv4 that is none', 'loader', ['cidr: 10.41.0.0/16', 'cidr: 10.410.0.0/16']],
  ['a range too large for AWS', 'loader', ['cidr: 10.41.0.0/16', 'cidr: 10.0.0.0/12']],
  ['a range too small', 'loader', ['cidr: 10.41.0.0/16', 'cidr: 10.41.0.0/30']],
  ['a documentation range', 'loader', ['cidr: 10.41.0.0/16', 'cidr: 192.0.2.0/24']],
  ['loopback', 'loader', ['cidr: 10.41.0.0/16', 'cidr: 127.0.0.0/16']],
  ['a range that overlaps a linked one', 'network/cidr-overlap', ['cidr: 10.41.0.0/16', 'cidr: 10.40.0.0/16']],
  ['a link that carries the internet', 'loader', ['    networks: [eu, us]\n', '    networks: [eu, us]\n    ranges: [0.0.0.0/0]\n']],
  ['a link that carries a public range', 'loader', ['    networks: [eu, us]\n', '    networks: [eu, us]\n    ranges: [9.9.9.0/24]\n']],
  ['a link from a network to itself', 'loader', ['    networks: [eu, us]\n', '    networks: [us, us]\n']],
  ['a link to nowhere', 'loader', ['    networks: [eu, us]\n', '    networks: [eu, moon]\n']],
  ['a link without the name it needs', 'network/reachable', ['    dnsForwarding: [bedrock-runtime.us-east-2.amazonaws.com]', '    dnsForwarding: []']],
  ['a link that forwards everything', 'loader', ['    dnsForwarding: [bedrock-runtime.us-east-2.amazonaws.com]', '    dnsForwarding: [com]']],
  ['a forwarded name with a wildcard', 'loader', ['    dnsForwarding: [bedrock-runtime.us-east-2.amazonaws.com]', "    dnsForwarding: ['*.amazonaws.com']"]],
  ['a forwarded name with empty labels', 'loader', ['    dnsForwarding: [bedrock-runtime.us-east-2.amazonaws.com]', '    dnsForwarding: [bedrock..com]']],
  ['an ingest range that is public', 'loader', ['      eu-north-1: {cidr: 10.60.0.0/24', '      eu-north-1: {cidr: 1.1.1.0/24']],
  ['a public name for the endpoint', 'loader', ['      hostname: llama.eu.acme.internal', '      hostname: -llama..internal']],
  ['a VPC that is none', 'loader', brings('  networks: {eu: {id: banana, subnets: [subnet-0aaaaaaaaaaaaaaaa, subnet-0bbbbbbbbbbbbbbbb]}}\n')],
  ['subnets that are none', 'loader', brings('  networks: {eu: {id: vpc-0aaaaaaaaaaaaaaaa, subnets: [kiwi, lemon]}}\n')],
  ['one subnet twice', 'loader', brings('  networks: {eu: {id: vpc-0aaaaaaaaaaaaaaaa, subnets: [subnet-0aaaaaaaaaaaaaaaa, subnet-0aaaaaaaaaaaaaaaa]}}\n')],
  [
    'a route table that is none',
    'loader',
    brings('  networks: {eu: {id: vpc-0aaaaaaaaaaaaaaaa, subnets: [subnet-0aaaaaaaaaaaaaaaa, subnet-0bbbbbbbbbbbbbbbb], routeTables: [main]}}\n'),
  ],
  [
    'a network of Google by a bare name',
    'loader',
    brings('  networks: {grounding: {id: shared, subnets: [projects/host-proj/regions/europe-west4/subnetworks/llama]}}\n'),
  ],
  [
    'a subnet of another region',
    'loader',
    brings('  networks: {grounding: {id: projects/host-proj/global/networks/shared, subnets: [projects/host-proj/regions/us-east1/subnetworks/llama]}}\n'),
  ],
  [
    'a subnet of another project',
    'loader',
    brings('  networks: {grounding: {id: projects/host-proj/global/networks/shared, subnets: [projects/evil-proj/regions/europe-west4/subnetworks/llama]}}\n'),
  ],
  ['an Azure subnet that is none', 'loader', brings('  networks: {foundry: {id: my-subnet}}\n')],
  ['a VPC on Azure', 'loader', brings('  networks: {foundry: {id: vpc-0aaaaaaaaaaaaaaaa}}\n')],
  ['a key of another account', 'loader', brings('  keys: {eu-fleet: "arn:aws:kms:eu-north-1:999988887777:key/00000000-0000-4000-8000-000000000000"}\n')],
  ['a key of another region', 'loader', brings('  keys: {eu-fleet: "arn:aws:kms:us-east-1:111122223333:key/00000000-0000-4000-8000-000000000000"}\n')],
  ['a key that is none', 'loader', brings('  keys: {eu-fleet: banana}\n')],
  ['a key of AWS for Google', 'loader', brings('  keys: {grounding: "arn:aws:kms:eu-north-1:111122223333:key/00000000-0000-4000-8000-000000000000"}\n')],
  ['a guardrail that is none', 'loader', brings('  guardrails: {us-bedrock: {id: "no such thing", version: "1"}}\n')],
  [
    'a guardrail by the ARN of another account',
    'loader',
    brings('  guardrails: {us-bedrock: {id: "arn:aws:bedrock:us-east-2:999988887777:guardrail/abc123", version: "1"}}\n'),
  ],
  ['a guardrail for a fleet', 'loader', brings('  guardrails: {eu-fleet: {id: abc123def456, version: "1"}}\n')],
  ['a perimeter that is none', 'loader', brings('  perimeters: {search: banana}\n')],
  ['something brought for nobody', 'loader', brings('  keys: {eu-flet: "arn:aws:kms:eu-north-1:111122223333:key/00000000-0000-4000-8000-000000000000"}\n')],
]);
