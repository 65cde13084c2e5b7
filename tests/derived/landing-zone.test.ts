import { describe, expect, it } from 'vitest';
import { type Addition, isExtended, whyNotInForce } from '../../derived/extensions.js';
import {
  bootstrapQualifierOf,
  extraTagsOf,
  inDeclaredRegistry,
  logArchiveOf,
  nodeAgentsOf,
  permissionsBoundaryOf,
  roleArnOf,
  rolePathOf,
  securityPrincipals,
} from '../../derived/landing-zone.js';
import { type Edit, topologyWith } from '../support/topologies.js';

const digest = `sha256:${'0'.repeat(64)}`;
const landingZone: Edit = [
  '\nzones:\n',
  `
landingZone:
  permissionsBoundary: landing-zone/Boundary
  rolePath: /workloads/llama/
  bootstrapQualifier: llmplat
  logArchive: { account: "444455556666", buckets: { eu-north-1: acme-logs } }
  securityPrincipals: { audit: "arn:aws:iam::444455556666:role/Audit" }
  extraTags: { backup: none }
  registries: { shared: 444455556666.dkr.ecr.eu-north-1.amazonaws.com/llama }
  nodeAgents: { sensor: { image: "sensor:1@${digest}", hosts: [eu-fleet], memoryMiB: 256 } }
zones:
`,
];

describe('what an organisation demands', () => {
  const { topology } = topologyWith([landingZone]);
  const { topology: without } = topologyWith();
  const account = '111122223333';

  it('is what the topology says', () => {
    expect(permissionsBoundaryOf(topology, account)).toBe('arn:aws:iam::111122223333:policy/landing-zone/Boundary');
    expect(rolePathOf(topology)).toBe('/workloads/llama/');
    expect(roleArnOf(topology, account, 'x')).toBe('arn:aws:iam::111122223333:role/workloads/llama/x');
    expect(bootstrapQualifierOf(topology)).toBe('llmplat');
    expect(logArchiveOf(topology, 'eu-north-1')).toEqual({ account: '444455556666', bucket: 'acme-logs' });
    expect(logArchiveOf(topology, 'eu-west-1')).toBeUndefined();
    expect(securityPrincipals(topology)).toEqual(['arn:aws:iam::444455556666:role/Audit']);
    expect(extraTagsOf(topology)).toEqual({ backup: 'none' });
    expect(inDeclaredRegistry(topology, '444455556666.dkr.ecr.eu-north-1.amazonaws.com/llama/vllm')).toBe(true);
    expect(inDeclaredRegistry(topology, '444455556666.dkr.ecr.eu-north-1.amazonaws.com/llama-evil/vllm')).toBe(false);
    expect(nodeAgentsOf(topology, 'eu-fleet').map(([id]) => id)).toEqual(['sensor']);
    expect(nodeAgentsOf(topology, 'other')).toEqual([]);
  });

  it('is nothing where the topology says nothing', () => {
    expect(permissionsBoundaryOf(without, account)).toBeUndefined();
    expect(rolePathOf(without)).toBe('/');
    expect(roleArnOf(without, account, 'x')).toBe('arn:aws:iam::111122223333:role/x');
    expect(bootstrapQualifierOf(without)).toBeUndefined();
    expect(logArchiveOf(without, 'eu-north-1')).toBeUndefined();
    expect(securityPrincipals(without)).toEqual([]);
    expect(extraTagsOf(without)).toEqual({});
    expect(inDeclaredRegistry(without, '444455556666.dkr.ecr.eu-north-1.amazonaws.com/llama/vllm')).toBe(false);
  });

  it.each([
    ['landing-zone/Boundary', '/landing-zone/Boundary', 'without a slash before it'],
    ['/workloads/llama/', 'workloads', 'starts and ends with a slash'],
    ['role/Audit', 'user/Audit', 'the ARN of a role'],
    ['{ backup: none }', '{ owner: none }', 'other than the required ones'],
    ['{ backup: none }', '{ backup: No Backup }', 'legal in every cloud'],
    ['444455556666.dkr.ecr.eu-north-1.amazonaws.com/llama', 'docker.io/library', 'Amazon ECR'],
    [`sensor:1@${digest}`, 'sensor:1', 'with the digest'],
    ['hosts: [eu-fleet]', 'hosts: [us-bedrock]', 'Allowed:'],
  ])('%s does not become %s', (from, to, reason) => {
    const edit: Edit = [landingZone[0], landingZone[1].replace(from, to)];
    expect(edit[1]).not.toBe(landingZone[1]);
    expect(() => topologyWith([edit])).toThrow(reason);
  });
});

const entry = `
extensions:
  siem:
    owner: soc
    reason: events of the bucket go to the operations centre
    approval: siem
    granted: 2026-10-01
    expires: 2027-09-30
    types: [AWS::SNS::Subscription]
    ranges: [10.9.0.0/16]
    destinations:
      - { account: "444455556666", region: eu-north-1, bucket: acme-siem }
      - { account: "444455556666", region: eu-west-1 }
    principals: ["arn:aws:iam::444455556666:role/Siem"]
    containers: [{ name: sidecar, image: "sidecar:1@${digest}", stack: acme-prod-aws-fleet-eu-fleet }]
    arguments: [{ type: AWS::S3::Bucket, path: MetricsConfigurations.Id }]
zones:
`;
const approval = `approvals:
  siem:
    kind: extension
    subject: extensions.siem
    reference: ARB-7
    grantedBy: arb@acme.example
    grantedOn: 2026-10-01
    expires: 2027-09-30
`;
const extended = (edit: (text: string) => string = (text) => text, granted = approval) =>
  topologyWith([
    ['\nzones:\n', edit(entry)],
    ['approvals:\n', granted],
  ]).topology;

const allowed: readonly Addition[] = [
  { kind: 'type', value: 'AWS::SNS::Subscription' },
  { kind: 'range', value: '10.9.0.0/16' },
  { kind: 'destination', value: { bucket: 'acme-siem' } },
  { kind: 'destination', value: { account: '444455556666', region: 'eu-north-1', bucket: 'acme-siem' } },
  { kind: 'destination', value: { account: '444455556666', region: 'eu-west-1' } },
  { kind: 'principal', value: 'arn:aws:iam::444455556666:role/Siem' },
  { kind: 'container', value: 'sidecar', image: `sidecar:1@${digest}`, stack: 'acme-prod-aws-fleet-eu-fleet' },
  { kind: 'argument', type: 'AWS::S3::Bucket', value: 'MetricsConfigurations.Id' },
];
const others: readonly Addition[] = [
  { kind: 'type', value: 'AWS::SNS::Topic' },
  { kind: 'range', value: '10.9.0.0/24' },
  { kind: 'destination', value: { bucket: 'acme-other' } },
  { kind: 'destination', value: { account: '999955556666', region: 'eu-north-1', bucket: 'acme-siem' } },
  { kind: 'destination', value: { account: '444455556666', region: 'eu-north-1' } },
  { kind: 'destination', value: { account: '444455556666' } },
  { kind: 'principal', value: 'arn:aws:iam::444455556666:role/Siem2' },
  { kind: 'principal', value: '*' },
  { kind: 'container', value: 'sidecar', image: 'sidecar:1', stack: 'acme-prod-aws-fleet-eu-fleet' },
  { kind: 'container', value: 'sidecar', image: `sidecar:1@${digest}`, stack: 'acme-prod-aws-network-eu' },
  { kind: 'argument', type: 'AWS::S3::Bucket', value: 'MetricsConfigurations' },
  { kind: 'argument', type: 'AWS::SNS::Topic', value: 'MetricsConfigurations.Id' },
];

describe('what an organisation adds', () => {
  it.each(allowed)('allows exactly that: $kind $value', (addition) => {
    expect(isExtended(extended(), '2026-11-24', addition)).toBe(true);
  });

  it.each(others)('allows nothing else: $kind $value', (addition) => {
    expect(isExtended(extended(), '2026-11-24', addition)).toBe(false);
  });

  it.each([
    ['the day before it begins', '2026-09-30', extended(), 'begins on 2026-10-01'],
    ['the day after it ends', '2027-10-01', extended(), 'expired on 2027-09-30'],
    [
      'an approval of another kind',
      '2026-11-24',
      extended(undefined, approval.replace('kind: extension\n    subject: extensions.siem', 'kind: key-configuration\n    subject: hosts.eu-fleet')),
      'names the approval siem, which is not of kind extension for extensions.siem',
    ],
    [
      'an approval of something else',
      '2026-11-24',
      extended(
        (text) => text.replace('zones:', 'zones:'),
        approval.replace('kind: extension\n    subject: extensions.siem', 'kind: checkpoint\n    subject: models.llama70'),
      ),
      'names the approval siem, which is not of kind extension for extensions.siem',
    ],
    [
      'an approval that lapsed',
      '2026-11-24',
      extended(undefined, approval.replace('2027-09-30', '2026-11-23')),
      'names the approval siem, which is not in force',
    ],
  ])('allows nothing on %s', (_, asOf, topology, why) => {
    expect(whyNotInForce(topology, 'siem', asOf)).toBe(why);
    for (const addition of allowed) expect(isExtended(topology, asOf, addition)).toBe(false);
  });

  it.each(['2026-10-01', '2027-09-30'])('is in force on its first and last day, %s', (day) => {
    expect(whyNotInForce(extended(), 'siem', day)).toBeUndefined();
  });

  it('bound to stacks, allows nothing elsewhere', () => {
    const topology = extended((text) => text.replace('    types:', '    stacks: [acme-prod-aws-network-eu]\n    types:'));
    const asked = { kind: 'type', value: 'AWS::SNS::Subscription' } as const;
    expect(isExtended(topology, '2026-11-24', { ...asked, stack: 'acme-prod-aws-network-eu' })).toBe(true);
    expect(isExtended(topology, '2026-11-24', { ...asked, stack: 'acme-prod-aws-identity' })).toBe(false);
    expect(isExtended(topology, '2026-11-24', asked)).toBe(false);
  });

  it('with a stack of its own, is bound to that one', () => {
    const topology = extended((text) => text.replace('    types:', '    stack: { code: bedrock-dashboard, account: prod, region: eu-north-1 }\n    types:'));
    const asked = { kind: 'type', value: 'AWS::SNS::Subscription' } as const;
    expect(isExtended(topology, '2026-11-24', { ...asked, stack: 'acme-prod-aws-extension-siem' })).toBe(true);
    expect(isExtended(topology, '2026-11-24', { ...asked, stack: 'acme-prod-aws-network-eu' })).toBe(false);
  });

  it.each([
    ['a year and a day', 'expires: 2027-09-30', 'expires: 2027-10-02', 'Allowed: 1 to 365 days'],
    ['no approval of that name', 'approval: siem', 'approval: seim', 'is no approval'],
    ['everybody', 'arn:aws:iam::444455556666:role/Siem', '*', 'nobody at large'],
    ['code that is not there', '    types:', '    stack: { code: nothing, account: prod, region: eu-north-1 }\n    types:', 'bedrock-dashboard'],
  ])('is refused with %s', (_, from, to, reason) => {
    expect(() => extended((text) => text.replace(from, to))).toThrow(reason);
  });
});
