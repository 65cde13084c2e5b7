import type { Edit } from '../support/topologies.js';
import { attacks } from './attack.js';

const types = '    types: [AWS::CloudWatch::Dashboard, AWS::Logs::QueryDefinition]';
/** Adds fields to the extension. */
const extends_ = (fields: string): Edit => [types, `${types}\n    ${fields}`];
const term = (granted: string, expires: string): Edit => [
  '    granted: 2026-10-01\n    expires: 2027-09-30\n    stack',
  `    granted: ${granted}\n    expires: ${expires}\n    stack`,
];
const pinned = '@sha256:0000000000000000000000000000000000000000000000000000000000000000';

/** What an organisation demands and adds, used to let something in or out. */
export const landingZones = attacks(
  [
    ['a boundary that leaves its path', 'loader', ['permissionsBoundary: landing-zone/WorkloadBoundary', 'permissionsBoundary: ../AdministratorAccess']],
    ['roles among those of single sign-on', 'loader', ['rolePath: /workloads/llama/', 'rolePath: /aws-reserved/sso.amazonaws.com/']],
    ['roles among those of services', 'loader', ['rolePath: /workloads/llama/', 'rolePath: /aws-service-role/ecs.amazonaws.com/']],
    ['a qualifier that leaves its place', 'loader', ['bootstrapQualifier: llmplat', 'bootstrapQualifier: "a/../b"']],
    ['a bucket of logs that leaves its place', 'loader', ['eu-north-1: aws-controltower-logs-444455556666-eu-north-1', 'eu-north-1: logs/../evil']],
    ['the root of an account as security team', 'loader', [':role/aws-controltower-AuditReadOnlyRole', ':root']],
    ['everybody as security team', 'loader', ['arn:aws:iam::555566667777:role/aws-controltower-AuditReadOnlyRole', '"arn:aws:iam::555566667777:role/*"']],
    [
      'a registry in a region without a network',
      'supply-chain/image-source',
      ['shared: 444455556666.dkr.ecr.eu-north-1', 'shared: 999988887777.dkr.ecr.us-east-1'],
    ],
    [
      'any registry of a region',
      'loader',
      ['shared: 444455556666.dkr', 'shared: "*.dkr'],
      ['amazonaws.com/mirror\n    google', 'amazonaws.com/mirror"\n    google'],
    ],
    ['a public registry', 'loader', ['shared: 444455556666.dkr.ecr.eu-north-1.amazonaws.com/mirror', 'shared: docker.io/vllm']],
    [
      'a registry with a look-alike ending',
      'loader',
      ['shared: 444455556666.dkr.ecr.eu-north-1.amazonaws.com/mirror', 'shared: 444455556666.dkr.ecr.eu-north-1.amazonaws.com.evil.com/mirror'],
    ],
    ['an agent that reads the whole node', 'loader', ['reads: [/proc, /sys]', 'reads: [/]']],
    ['an agent at the socket of Docker', 'loader', ['reads: [/proc, /sys]', 'reads: [/var/run/docker.sock]']],
    ['an agent by tag', 'loader', [`mirror/sensor:7.1${pinned}\n      hosts: [fleet]`, 'mirror/sensor:latest\n      hosts: [fleet]']],
    ['an agent on a host without nodes', 'loader', ['hosts: [fleet]\n', 'hosts: [us-bedrock]\n']],
    ['an agent twice on a fleet', 'loader', ['hosts: [fleet]\n', 'hosts: [fleet, fleet]\n']],
    ['a tag of a cloud', 'loader', ['extraTags: { backup-plan: none, ', 'extraTags: { "aws:cloudformation": x, ']],
    ['an authority of another region', 'loader', ['arn:aws:acm-pca:eu-north-1:', 'arn:aws:acm-pca:us-east-1:']],
    ['a fleet by the name of a service of AWS', 'loader', ['hostname: llama.nordic.internal', 'hostname: s3.eu-north-1.amazonaws.com']],
    ['a fleet by the name of a service of Google', 'loader', ['hostname: llama.nordic.internal', 'hostname: storage.googleapis.com']],
    ['a fleet by the name where Entra answers', 'loader', ['hostname: llama.nordic.internal', 'hostname: login.microsoftonline.com']],
    [
      'two fleets of one name',
      'loader',
      ['hostname: llama.gpu.nordic.internal', 'hostname: llama.nordic.internal'],
      ['[llama.gpu.nordic.internal, googleapis.com]', '[llama.nordic.internal, googleapis.com]'],
    ],
    ['an extension that has ended', 'state/extension', term('2025-10-01', '2026-09-30')],
    ['an extension of the future', 'state/extension', term('2027-01-01', '2027-09-30')],
    ['an extension of two years', 'loader', term('2026-10-01', '2028-09-30')],
    ['an extension that ends before it starts', 'loader', term('2027-10-01', '2027-09-30')],
    ['an extension with somebody else’s approval', 'state/extension', ['    approval: operations-page\n', '    approval: fleet-quota\n']],
    ['an extension in a stack that there is not', 'state/extension', extends_('stacks: [nordic-app-aws-fleet-nobody]')],
    ['everybody as a principal', 'loader', extends_('principals: ["*"]')],
    ['everybody on Google as a principal', 'loader', extends_('principals: [allUsers]')],
    ['a whole domain as a principal', 'loader', extends_('principals: ["domain:nordic.example"]')],
    ['every argument of a type', 'loader', extends_('arguments: [{type: "AWS::S3::Bucket", path: "*"}]')],
    ['every type of a cloud', 'loader', [types, '    types: ["AWS::*"]']],
    ['code that leaves its folder', 'loader', ['stack: { code: bedrock-dashboard,', 'stack: { code: ../../evil,']],
    ['a container by tag', 'loader', extends_('containers: [{name: x, image: "sidecar:latest", stack: nordic-app-aws-fleet-fleet}]')],
    ['answers from outside the network', 'loader', ['answersAt: [10.44.0.10, ', 'answersAt: [10.40.0.10, ']],
    ['answers from an address that AWS keeps', 'loader', ['answersAt: [10.44.0.10, ', 'answersAt: [10.44.0.2, ']],
    ['answers in one zone', 'loader', ['answersAt: [10.44.0.10, 10.44.16.10]', 'answersAt: [10.44.0.10, 10.44.0.11]']],
    [
      'names asked of a public resolver',
      'loader',
      ['        answersAt: [', '        resolve: {bedrock-runtime.us-east-2.amazonaws.com: [8.8.8.8]}\n        answersAt: ['],
    ],
    ['names that no link forwards', 'loader', ['        answersAt: [', '        resolve: {evil.internal: [10.40.0.10]}\n        answersAt: [']],
    ['a half in a network that exists', 'loader', ['      us:\n        by: transit-gateway', '      lz:\n        by: transit-gateway']],
    ['one attachment', 'loader', [', b: { edge: AVAILABILITY_DOMAIN_2 }', '']],
    ['two attachments in one zone of the edge', 'loader', ['b: { edge: AVAILABILITY_DOMAIN_2 }', 'b: { edge: AVAILABILITY_DOMAIN_1 }']],
    ['a top-level domain forwarded', 'loader', ['[llama.gpu.nordic.internal, googleapis.com]', '[llama.gpu.nordic.internal, googleapis.com, internal]']],
  ],
  'examples/landing-zone.yaml',
);
