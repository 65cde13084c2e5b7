import { type Fault, zeros } from './fault.js';

const fleet = '    kind: self-hosted\n    account: prod\n    region: eu-north-1\n';

/** Names, regions, ranges, dates and texts: what was received, what is allowed, how to mend it. */
export const values: Readonly<Record<string, Fault>> = {
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
    from: 'schemaVersion: 4\n',
    to: '',
    at: 'schemaVersion: 4',
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
