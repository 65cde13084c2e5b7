import { type Fault, zeros } from './fault.js';

const capacity =
  '    capacity:\n      reservations:\n        a: {availabilityZone: eu-north-1a, count: 6}\n        b: {availabilityZone: eu-north-1b, count: 6}\n';
const capacityHelp =
  'Where nodes come from, drained in this order: reservations, then Capacity Blocks, then on demand if allowed. At least one of them. Write for example capacity: { reservations: { a: { availabilityZone: eu-north-1a, count: 12 } } }. See docs/topology.md#hosts-self-hosted-aws-capacity.';

/** Sections, keys, quotes, numbers and lists: what was received, what is allowed, how to mend it. */
export const shapes: Readonly<Record<string, Fault>> = {
  'a mapping is missing': { from: capacity, to: '', at: '  eu-fleet:\n', says: ['hosts.eu-fleet.capacity: missing. Allowed: a mapping. ', capacityHelp] },
  'a mapping is empty': { from: capacity, to: '    capacity:\n', says: ['capacity: received nothing after the colon. Allowed: a mapping.', capacityHelp] },
  'a mapping is a number': { from: capacity, to: '    capacity: 12\n', says: ['received 12. Allowed: a mapping.', capacityHelp] },
  'a section is missing': {
    from: 'organisation:\n  legalName: Acme Manufacturing SE\n  country: DE\n',
    to: '',
    at: 'schemaVersion: 4',
    says: ['organisation: missing.', 'See docs/topology.md#organisation.'],
  },
  'a section is misspelt': { from: 'finance:\n', to: 'fincance:\n', says: ['fincance: unknown key. Did you mean "finance"?'] },
  'a key is misspelt': {
    from: '    requestLogging: false\n    telemetry',
    to: '    requestLoging: false\n    telemetry',
    says: ['Did you mean "requestLogging"?'],
  },
  'a budget is a number': {
    from: 'budget: {usdPerMonth: 340000}',
    to: 'budget: 340000',
    says: ['received 340000. Allowed: a mapping.', 'Write for example budget: { usdPerMonth: 80000 }.'],
  },
  'a kind is misspelt': {
    from: '    kind: bedrock\n',
    to: '    kind: bedrok\n',
    says: ['received "bedrok". Allowed: self-hosted, bedrock, ', 'Did you mean "bedrock"?'],
  },
  'an endpoint has no certificate': {
    from: '      authority: in-house\n      certificateArn: arn:aws:acm:eu-north-1:111122223333:certificate/00000000-0000-0000-0000-000000000000\n',
    to: '      authority: in-house\n',
    at: '    endpoint:\n      hostname: llama.eu',
    says: ['neither or both of certificateArn and privateCertificate', 'Allowed: one of the two: a certificate that exists, or the authority that issues one.'],
  },
  'the policy was not hashed': {
    from: `      acceptableUseSha256: "${zeros}"\n`,
    to: '',
    at: '    llama-3-3:',
    says: ['acceptableUseSha256: missing. Allowed: 64 hex digits. SHA-256 of the file USE_POLICY.md that was accepted', '`sha256sum USE_POLICY.md`'],
  },
  'a digest is too short': {
    from: `acceptableUseSha256: "${zeros}"`,
    to: 'acceptableUseSha256: "00"',
    says: ['received "00". Allowed: 64 hex digits. SHA-256 of the file USE_POLICY.md'],
  },
  'a digest of digits has no quotes': {
    from: `acceptableUseSha256: "${zeros}"`,
    to: `acceptableUseSha256: ${zeros}`,
    says: [`Write it in quotes: acceptableUseSha256: "${zeros}"`],
  },
  'an account number has no quotes and loses its zero': {
    from: 'id: "111122223333"',
    to: 'id: 012345678901',
    says: [
      'received 12345678901. Allowed: twelve digits in quotes.',
      'Write it in quotes: id: "012345678901", since YAML reads 012345678901 as a number, 12345678901.',
    ],
  },
  'an account number has no quotes': {
    from: 'id: "111122223333"',
    to: 'id: 111122223333',
    says: ['Write it in quotes: id: "111122223333", since YAML reads 111122223333 as a number.'],
  },
  'an account number has dashes': {
    from: 'id: "111122223333"',
    to: 'id: "1111-2222-3333"',
    says: ['received "1111-2222-3333". Allowed: twelve digits in quotes.', 'Write for example id: "111122223333".'],
  },
  'a project number has no quotes': {
    from: 'number: "123456789012"',
    to: 'number: 123456789012',
    says: ['gcloud projects describe', 'Write it in quotes: number: "123456789012"'],
  },
  'a model version has no quotes': { from: 'modelVersion: "9"', to: 'modelVersion: 9', says: ['Write it in quotes: modelVersion: "9"'] },
  'a licence version has no quotes': {
    from: 'version: "3.3"',
    to: 'version: 3.3',
    says: ['received 3.3. Allowed: 2, 3, 3.1, 3.2, 3.3, 4.', 'Write it in quotes: version: "3.3"'],
  },
  'an item of a policy has no quotes': { from: '"1.a.iv", "1.c"', to: '1.1, "1.c"', says: ['such as "1.a.vi"', 'Write it in quotes: "1.1"'] },
  'a number has quotes': {
    from: 'tokensPerYear: 2500000000000',
    to: 'tokensPerYear: "2500000000000"',
    says: ['Write it without quotes: tokensPerYear: 2500000000000.'],
  },
  'a number has a unit': {
    from: 'tokensPerYear: 2500000000000',
    to: 'tokensPerYear: 2.5T',
    says: ['received "2.5T". Allowed: 0 to 1000000000000000 (tokens per year).', 'Write for example tokensPerYear:'],
  },
  'a switch is a word': {
    from: 'example: true',
    to: 'example: yes',
    says: ['received "yes". Allowed: true or false.', 'Write example: true (YAML 1.2 reads yes as text).'],
  },
  'a switch has quotes': { from: 'telemetry: false', to: 'telemetry: "false"', says: ['Write telemetry: false'] },
  'a count is negative': { from: '      count: 12\n', to: '      count: -1\n', says: ['received -1. Allowed: a whole number, 1 to 1000 (nodes).'] },
  'a count is a fraction': { from: '      count: 12\n', to: '      count: 1.5\n', says: ['received 1.5. Allowed: a whole number, 1 to 1000 (nodes).'] },
  'a fraction is a percentage': {
    from: 'availability: 0.995',
    to: 'availability: 99.5',
    says: ['received 99.5. Allowed: 0 to 1 (fraction). Share of requests'],
  },
  'a route is no list': {
    from: 'route: [us-bedrock]',
    to: 'route: us-bedrock',
    says: ['Allowed: a list. Hosts in order', 'Write it as a list: route: [ us-bedrock ].'],
  },
  'a route is empty': { from: 'route: [us-bedrock]', to: 'route: []', says: ['received []. Allowed: at least 1 entry. Hosts in order'] },
  'a route leads nowhere': {
    from: 'route: [us-bedrock]',
    to: 'route: [us-bedrok]',
    says: ['received "us-bedrok", which is no host. Allowed: eu-fleet,', 'Did you mean "us-bedrock"?'],
  },
  'a zone is no list': { from: '  eu: [EU27]', to: '  eu: EU27', says: ['Residency zones by name', 'Write it as a list: eu: [ EU27 ].'] },
  'a zone has an alias of a country': { from: 'country: DE', to: 'country: UK', says: ['UK is none, GB is meant'] },
};
