import { type Edit, gatewayText } from '../support/topologies.js';
import { attacks } from './attack.js';

const brings = (entries: string): Edit => ['zones:\n  eu: [EU27]', `existing:\n  ${entries}\nzones:\n  eu: [EU27]`];
const terms = 'termsUrl: https://aws.amazon.com/service-terms/';
const aws =
  '    agreement: edp-2026-001\n    term: {start: 2026-01-01, end: 2028-12-31}\n    data:\n      training: false\n      retentionDays: 0\n      sharedWithModelProvider: false\n';
const board = 'grantedBy: ai-board@acme.example\n    grantedOn: 2026-10-01\n    expires: 2027-09-30';

/** Gateways, who they trust and what they pass through. */
export const gateways = attacks([
  ['a gateway of a zone that there is not', 'loader', [gatewayText('any'), `${gatewayText('any')}    nobody: {network: eu, tasks: {min: 2, max: 4}}\n`]],
  ['a gateway far from the hosts of its zone', 'network/reachable', ['    any:\n      network: eu\n', '    any:\n      network: us\n']],
  ['one task', 'loader', [gatewayText('eu'), gatewayText('eu').replace('min: 2', 'min: 1')]],
  ['fewer tasks at most than at least', 'loader', [gatewayText('eu'), gatewayText('eu').replace('min: 2', 'min: 9')]],
  ['an authority that there is not', 'loader', ['      authority: in-house\n', '      authority: nobody\n']],
  [
    'an authority whose certificate is broken',
    'loader',
    ['MIIByDCCAW2gAwIBAgIUfHhSIcTIjABUBbnab7SkqIdQCA8wCgYIKoZIzj0EAwIw', 'MIIByDCCAW2gAwIBAgIUfHhSIcTIjABUBbnab7SkqIdQCA8wCgYIKoZIzj0EAwIx'],
  ],
  [
    'a key of an authority beside its certificate',
    'loader',
    [
      '        -----END CERTIFICATE-----\n  zones',
      '        -----END CERTIFICATE-----\n        -----BEGIN PRIVATE KEY-----\n        AAAA\n        -----END PRIVATE KEY-----\n  zones',
    ],
  ],
  ['an authority named like all of them', 'loader', ['    in-house:\n', '    public:\n']],
  ['a proxy without TLS', 'loader', brings('egressProxies: {eu: "http://proxy.acme.internal:3128"}')],
  ['a proxy at a public address', 'loader', brings('egressProxies: {eu: "https://203.0.113.9:3128"}')],
  ['a proxy at a public address of IPv6', 'loader', brings('egressProxies: {eu: "https://[2606:4700::1111]:3128"}')],
  ['a proxy of a network that there is not', 'loader', brings('egressProxies: {nobody: "https://proxy.acme.internal:3128"}')],
  ['a fleet by the name of Bedrock', 'loader', ['hostname: llama.eu.acme.internal', 'hostname: bedrock-runtime.us-east-2.amazonaws.com']],
  ['overflow out of the zone', 'residency/host-region', ['    route: [eu-fleet]\n', '    route: [eu-fleet, us-bedrock]\n']],
  ['a guard out of the zone', 'residency/host-region', ['    route: [eu-fleet]\n', '    route: [eu-fleet]\n    guard: us-bedrock\n']],
  [
    'a gateway outside the regions of its workload',
    'residency/gateway-placement',
    ['    zone: eu\n    dataClass: customer\n    class: grounded', '    zone: eu\n    regions: [europe-west4]\n    dataClass: customer\n    class: grounded'],
  ],
  ['a guardrail of one’s own that nobody can see', 'residency/guardrail-region', brings('guardrails: {us-bedrock: {id: abc123def456, version: "1"}}')],
  ['the draft of a guardrail', 'loader', brings('guardrails: {us-bedrock: {id: abc123def456, version: DRAFT}}')],
  ['a gateway that is said to exist beside tasks of one that is made', 'loader', ['engine: envoy', 'engine: existing']],
  [
    'a role of a gateway that exists beside one that is made',
    'loader',
    ['    any:\n      network: eu\n', '    any:\n      network: eu\n      principal: arn:aws:iam::111122223333:role/other\n'],
  ],
  [
    'a resource of a module that nothing makes',
    'state/adoption',
    ['zones:\n  eu: [EU27]', 'terraform:\n  acme-search-google-nothing: {imports: {google_kms_key_ring.X: projects/evil}}\nzones:\n  eu: [EU27]'],
  ],
  [
    'an expression as the id of what exists',
    'loader',
    [
      'zones:\n  eu: [EU27]',
      'terraform:\n  acme-search-google-foundation-search: {imports: {google_kms_key_ring.X: "${file(\\"/etc/passwd\\")}"}}\nzones:\n  eu: [EU27]',
    ],
  ],
]);

/** Grants, terms and dates that are none, and roles that nothing binds. */
export const grants = attacks([
  ['an approval for ever', 'loader', [board, board.replace('2027-09-30', '2099-09-30')]],
  ['an approval a day too long', 'loader', [board, board.replace('2027-09-30', '2029-10-02')]],
  ['a contract that has ended', 'data-use/no-training-term', [aws, aws.replace('start: 2026-01-01, end: 2028-12-31', 'start: 2020-01-01, end: 2021-12-31')]],
  ['a contract of the future', 'data-use/no-training-term', [aws, aws.replace('start: 2026-01-01', 'start: 2027-01-01')]],
  ['a contract that shares prompts', 'data-use/no-training-term', [aws, aws.replace('sharedWithModelProvider: false', 'sharedWithModelProvider: true')]],
  ['a contract that keeps prompts', 'data-use/provider-retention', [aws, aws.replace('retentionDays: 0', 'retentionDays: 3650')]],
  ['terms read next year', 'state/recorded-dates', [`${terms}\n      reviewedOn: 2026-10-01`, `${terms}\n      reviewedOn: 2027-10-01`]],
  ['terms without TLS', 'loader', [terms, 'termsUrl: http://aws.amazon.com/service-terms/']],
  ['a licence accepted next year', 'state/recorded-dates', ['by: legal@acme.example\n      on: 2026-10-01', 'by: legal@acme.example\n      on: 2027-10-01']],
  ['terms of Google accepted next year', 'state/recorded-dates', ['acceptedOn: 2026-10-01', 'acceptedOn: 2027-10-01']],
  ['a licence of another version', 'licence/aup-attestation', ['      version: "3.3"\n', '      version: "3.1"\n']],
  ['a script for an address', 'loader', ['documentationUrl: https://docs.acme.example/ai', 'documentationUrl: "javascript:alert(1)"']],
  ['half a digest of the policy', 'loader', ['acceptableUseSha256: "00000000000000000000000000000000', 'acceptableUseSha256: "']],
  [
    'an approval of another workload’s open zone',
    'residency/open-zone',
    ['over European customer and production data\n    zone: eu', 'x\n    zone: any'],
    ['    kind: abuse-monitoring\n    subject: hosts.dev-foundry', '    kind: open-zone\n    subject: workloads.variable'],
  ],
  ['a gateway’s role out of every boundary', 'loader', ['[ai-platform-admin]', '[llama-platform-acme-variable]']],
  ['all roles of the gateway out of every boundary', 'loader', ['[ai-platform-admin]', '["llama-*"]']],
  ['roles of the fleet’s stack out of every boundary', 'loader', ['[gpu-procurement-*]', '["acme-prod-aws-fleet*"]']],
  ['the role that brings weights in out of every boundary', 'loader', ['[ai-platform-admin]', '[platform/llama-weights-ingest-acme-eu-north-1]']],
]);
