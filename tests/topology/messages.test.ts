import { describe, expect, it } from 'vitest';
import { parseSource } from '../../topology/document.js';
import { InputError, type Problem } from '../../topology/error.js';
import { checkedTopology } from '../../topology/load.js';
import { wholeText } from '../support/topologies.js';

const reference = wholeText();

/** The problems of the reference topology with one fault. */
function problemsOf(from: string, to: string): readonly Problem[] {
  if (!reference.includes(from)) throw new Error(`no such place: ${from}`);
  try {
    checkedTopology(
      parseSource(
        reference.replace(from, () => to),
        'topology.yaml',
      ),
      {},
      [],
    );
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  throw new Error('it loaded');
}

const lineOf = (needle: string) => reference.slice(0, reference.indexOf(needle)).split('\n').length;

interface Fault {
  readonly from: string;
  readonly to: string;
  /** What the message says beside its place, in this order. */
  readonly says: readonly string[];
  /** Text at whose line the fault is; the first line of `from` where it is left out. */
  readonly at?: string;
}

const capacity =
  '    capacity:\n      reservations:\n        a: {availabilityZone: eu-north-1a, count: 6}\n        b: {availabilityZone: eu-north-1b, count: 6}\n';
const capacityHelp =
  'Where nodes come from, drained in this order: reservations, then Capacity Blocks, then on demand if allowed. At least one of them. Write for example capacity: { reservations: { a: { availabilityZone: eu-north-1a, count: 12 } } }. See docs/topology.md#hosts-self-hosted-aws-capacity.';
const zeros = '0'.repeat(64);
const fleet = '    kind: self-hosted\n    account: prod\n    region: eu-north-1\n';

/** One fault each, and what a stranger has to read: what was received, what is allowed, how to mend it. */
const faults: Readonly<Record<string, Fault>> = {
  'a mapping is missing': { from: capacity, to: '', at: '  eu-fleet:\n', says: ['hosts.eu-fleet.capacity: missing. Allowed: a mapping. ', capacityHelp] },
  'a mapping is empty': { from: capacity, to: '    capacity:\n', says: ['capacity: received nothing after the colon. Allowed: a mapping.', capacityHelp] },
  'a mapping is a number': { from: capacity, to: '    capacity: 12\n', says: ['received 12. Allowed: a mapping.', capacityHelp] },
  'a section is missing': {
    from: 'organisation:\n  legalName: Acme Manufacturing SE\n  country: DE\n',
    to: '',
    at: 'schemaVersion: 3',
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
    says: ['received 3.3. Allowed: text.', 'Write it in quotes: version: "3.3"'],
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
  'a country is written out': {
    from: 'country: DE',
    to: 'country: Germany',
    says: ['a two-letter country code in capitals, such as DE', 'Principal place of business'],
  },
  'a region of a host is misspelt': {
    from: fleet,
    to: fleet.replace('eu-north-1', 'eu-nort-1'),
    at: 'region: eu-north-1\n    network: eu\n    model',
    says: [
      'hosts.eu-fleet.region: received eu-nort-1, which is no region of aws in facts/regions.yaml.',
      'Did you mean "eu-north-1", "eu-south-1", "eu-west-1"',
    ],
  },
  'a region of a network is misspelt': {
    from: '    cloud: aws\n    account: prod\n    region: us-east-2',
    to: '    cloud: aws\n    account: prod\n    region: us-eats-2',
    at: 'region: us-east-2\n    cidr',
    says: ['networks.us.region: received us-eats-2', 'Did you mean "us-east-2"'],
  },
  'a region of an ingest is misspelt': {
    from: '      eu-north-1: {cidr: 10.60',
    to: '      eu-nort-1: {cidr: 10.60',
    says: ['weights.ingest.regions.eu-nort-1: received eu-nort-1', '"eu-north-1"'],
  },
  'a region of a workload is misspelt': { from: 'regions: [us-east-2]', to: 'regions: [us-eats-2]', says: ['no region of any cloud', '"us-east-2"'] },
  'a region is of another cloud': {
    from: '    cloud: google\n    account: search\n    region: europe-west4',
    to: '    cloud: google\n    account: search\n    region: eu-west-1',
    at: 'region: europe-west4\n    cidr',
    says: ['received eu-west-1, which is a region of aws, not of google'],
  },
  'a region of Azure has a hyphen': {
    from: '    kind: azure-foundry\n    account: dev\n    region: swedencentral',
    to: '    kind: azure-foundry\n    account: dev\n    region: sweden-central',
    at: 'region: swedencentral\n    network: foundry\n    model',
    says: ['no region of azure', 'Did you mean "swedencentral"?'],
  },
  'zones are missing': {
    from: '    availabilityZones: [us-east-2a, us-east-2b]\n',
    to: '',
    at: '  us:\n    cloud: aws',
    says: ['availabilityZones: missing.', 'Write for example availabilityZones: [ us-east-2a, us-east-2b ].'],
  },
  'there is one zone': { from: '[us-east-2a, us-east-2b]', to: '[us-east-2a]', says: ['two zones or more: a load balancer needs subnets in two'] },
  'zones are of another region': {
    from: '[us-east-2a, us-east-2b]',
    to: '[us-east-2a, us-east-1b]',
    says: ['received us-east-1b. Allowed: a zone of us-east-2, such as us-east-2a.'],
  },
  'a range is public': { from: 'cidr: 10.40.0.0/16', to: 'cidr: 52.40.0.0/16', says: ['holds public addresses. Allowed: a range within 10.0.0.0/8'] },
  'a range does not start at its first address': {
    from: 'cidr: 10.40.0.0/16',
    to: 'cidr: 10.40.1.0/16',
    says: ['Allowed: the first address of the range, 10.40.0.0/16.'],
  },
  'a range has no length': { from: 'cidr: 10.40.0.0/16', to: 'cidr: 10.40.0.0', says: ['received "10.40.0.0". Allowed: an IPv4 range, such as 10.40.0.0/16.'] },
  'an id has capitals': { from: '  eu-fleet:\n', to: '  EU-Fleet:\n', says: ['hosts.EU-Fleet: not a usable name.', 'Write for example eu-fleet.'] },
  'a name is too long': {
    from: 'name: acme\n',
    to: 'name: acme-manufacturing\n',
    says: ['received "acme-manufacturing". Allowed: a lower-case letter, then 1 to 9'],
  },
  'an environment is written out': {
    from: 'environment: prod\n',
    to: 'environment: production\n',
    says: ['received "production". Allowed: prod, staging, test, dev.'],
  },
  'a host name is an address': { from: 'hostname: llama.eu', to: 'hostname: https://llama.eu', says: ['Allowed: a domain, such as llama.acme.internal.'] },
  'a commit is a branch': {
    from: `commit: "${'0'.repeat(40)}"`,
    to: 'commit: main',
    says: ['received "main". Allowed: a full commit, 40 hex digits.', 'a branch name is no version'],
  },
  'a release is cut short': {
    from: 'release: llama-3.3-70b-instruct\n    precision: fp8',
    to: 'release: llama-3.3-70b\n    precision: fp8',
    says: ['received "llama-3.3-70b". Allowed: llama-3-8b-instruct,'],
  },
  'a digest has no algorithm': {
    from: `manifest: sha256:${zeros}`,
    to: `manifest: "${zeros}"`,
    says: ['Allowed: sha256: and 64 hex digits.', 'Write for example manifest: sha256:0123'],
  },
  'an issuer is of another kind': {
    from: 'oidcIssuer: https://00000000-0000-4000-8000-000000000000.tokens.sts.global.api.aws',
    to: 'oidcIssuer: https://sts.amazonaws.com',
    says: ['aws iam enable-outbound-web-identity-federation'],
  },
  'a clock has five fields': { from: 'cron: 0 6 ? * MON-FRI *', to: 'cron: 0 6 * * MON-FRI', says: ['Allowed: six fields, such as 0 6 ? * MON-FRI *.'] },
  'a time zone is misspelt': {
    from: 'timezone: Europe/Berlin}\n        evening',
    to: 'timezone: Europe/Berln}\n        evening',
    says: ['an IANA time zone, such as Europe/Berlin'],
  },
  'a key is a word': {
    from: 'kmsKey: projects/acme-llama-grounded',
    to: 'kmsKey: terraform # projects/acme',
    says: ['Allowed: a Cloud KMS key name.', 'Write for example kmsKey: projects/'],
  },
  'a month is a day': {
    from: '      owns: true\n\nbackends',
    to: '      owns: true\n      budgetStart: 2026-11-01\n\nbackends',
    at: '\nbackends',
    says: ['Allowed: a month, YYYY-MM.'],
  },
  'a date does not exist': {
    from: 'on: 2026-10-01\n      acc',
    to: 'on: 2026-13-01\n      acc',
    says: ['received "2026-13-01". Allowed: a date, YYYY-MM-DD.', 'Write for example on: 2026-10-01.'],
  },
  'an address has no domain': {
    from: 'notify: [finops@acme.example]',
    to: 'notify: [finops]',
    says: ['finance.notify[0]: received "finops". Allowed: an e-mail address. Receives alarms'],
  },
  'a subject does not exist': {
    from: 'subject: hosts.dev-foundry\n    reference: mod',
    to: 'subject: hosts.dev-foundy\n    reference: mod',
    says: ['hosts has no dev-foundy', 'Did you mean "dev-foundry"?'],
  },
  'a version is missing': {
    from: 'schemaVersion: 3\n',
    to: '',
    at: 'schemaVersion: 3',
    says: ['schemaVersion: missing', 'migrate --topology topology.yaml --write'],
  },
  'a line is indented by a tab': { from: '  country: DE', to: '\tcountry: DE', says: ['Tabs are not allowed as indentation. Indent with spaces'] },
  'a text has a colon': {
    from: 'description: Assistants over',
    to: 'description: Assistants: over',
    says: ['A text with a colon and a space in it needs quotes'],
  },
  'a key is there twice': { from: '  us:\n    cloud: aws', to: '  eu:\n    cloud: aws', says: ['Map keys must be unique; "eu" is there twice'] },
};

describe('a topology with one fault', () => {
  it.each(Object.entries(faults))('where %s: says so once, at its place', (_, { from, to, says, at }) => {
    const problems = problemsOf(from, to);
    expect(problems.map(({ message }) => message)).toHaveLength(1);
    const [{ message, location } = { message: '' }] = problems;
    let rest = message;
    for (const fragment of says) {
      expect(rest).toContain(fragment);
      rest = rest.slice(rest.indexOf(fragment) + fragment.length);
    }
    expect(location?.line).toBe(lineOf(at ?? from));
  });

  it('is in a message that a person could read aloud', () => {
    for (const { from, to } of Object.values(faults)) {
      for (const { message } of problemsOf(from, to)) {
        expect(message).not.toMatch(/undefined|\[object|ZodError|invalid_|\.\.\s| {2}|:\s*$/);
        expect(message.length).toBeLessThan(900);
      }
    }
  });
});
