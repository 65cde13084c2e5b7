import { attacks } from './attack.js';

/** Accounts, roles and certificates of somebody else, or of no known form. */
export const accounts = attacks([
  ['two aliases of one AWS account', 'loader', ['      id: "444455556666"', '      id: "111122223333"']],
  ['the management account as a member', 'loader', ['      id: "777788889999"', '      id: "111122223333"']],
  ['an account number without quotes', 'loader', ['      id: "444455556666"', '      id: 444455556666']],
  ['an account number too long', 'loader', ['      id: "444455556666"', '      id: "4444555566667"']],
  ['a network in an account of another cloud', 'loader', ['    cloud: google\n    account: search', '    cloud: google\n    account: prod']],
  [
    'a certificate of another account',
    'encryption/certificate-place',
    [
      '      authority: in-house\n      certificateArn: arn:aws:acm:eu-north-1:111122223333',
      '      authority: in-house\n      certificateArn: arn:aws:acm:eu-north-1:999988887777',
    ],
  ],
  [
    'a certificate of another region',
    'encryption/certificate-place',
    [
      '      authority: in-house\n      certificateArn: arn:aws:acm:eu-north-1:111122223333',
      '      authority: in-house\n      certificateArn: arn:aws:acm:us-east-1:111122223333',
    ],
  ],
  [
    'a certificate of another partition',
    'encryption/certificate-place',
    [
      '      authority: in-house\n      certificateArn: arn:aws:acm:eu-north-1:111122223333',
      '      authority: in-house\n      certificateArn: arn:aws-us-gov:acm:eu-north-1:111122223333',
    ],
  ],
  [
    'a certificate of no known form',
    'loader',
    [
      '      authority: in-house\n      certificateArn: arn:aws:acm:eu-north-1:111122223333:certificate/00000000-0000-0000-0000-000000000000',
      '      authority: in-house\n      certificateArn: arn:aws:acm:eu-north-1:111122223333:certificate/${aws_secret.x}',
    ],
  ],
  [
    'ingest that a foreign account starts',
    'loader',
    ['arn:aws:iam::444455556666:role/ml-platform-release', 'arn:aws:iam::999988887777:role/ml-platform-release'],
  ],
  ['ingest that anybody starts', 'loader', ['arn:aws:iam::444455556666:role/ml-platform-release', 'arn:aws:iam::444455556666:role/*']],
  ['ingest that the root of an account starts', 'loader', ['arn:aws:iam::444455556666:role/ml-platform-release', 'arn:aws:iam::444455556666:root']],
  ['ingest in the account that serves', 'supply-chain/weights-verified', ['    account: supply\n', '    account: prod\n']],
  ['ingest in the management account', 'loader', ['    account: supply\n', '    account: management\n']],
  ['an issuer without TLS', 'loader', ['      oidcIssuer: https://', '      oidcIssuer: http://']],
  ['an issuer of somebody else', 'loader', ['.tokens.sts.global.api.aws', '.tokens.evil.com']],
  ['an issuer with a look-alike ending', 'loader', ['.tokens.sts.global.api.aws', '.tokens.sts.global.api.aws.evil.com']],
  ['an issuer with credentials', 'loader', ['      oidcIssuer: https://', '      oidcIssuer: https://evil.com@']],
  ['every role exempt', 'loader', ['[ai-platform-admin]', "['*']"]],
  ['every role of a path exempt', 'loader', ['[ai-platform-admin]', "['aws-reserved/sso.amazonaws.com/*']"]],
  ['every role that starts with a letter exempt', 'loader', ['[gpu-procurement-*]', "['a*']"]],
  ['every permission set exempt', 'loader', ['[gpu-procurement-*]', "['aws-reserved/sso.amazonaws.com/AWSReservedSSO_*']"]],
  ['six exempt roles', 'loader', ['[ai-platform-admin]', '[a1x, b1x, c1x, d1x, e1x, f1x]']],
  ['the same exempt role twice', 'loader', ['[ai-platform-admin]', '[ai-platform-admin, ai-platform-admin]']],
  [
    'a deployer of every name',
    'loader',
    ['      billingAccount: 000000-000000-000000\n', "      billingAccount: 000000-000000-000000\n      perimeter: {deployers: ['user:*@acme.com']}\n"],
  ],
  [
    'a deployer that is a group',
    'loader',
    ['      billingAccount: 000000-000000-000000\n', "      billingAccount: 000000-000000-000000\n      perimeter: {deployers: ['group:all@acme.com']}\n"],
  ],
  ['a project with an upper-case letter', 'loader', ['      project: acme-llama-grounded', '      project: Acme-llama-grounded']],
  ['a subscription that is no UUID', 'loader', ['      subscription: 00000000-0000-0000-0000-000000000000', '      subscription: 00000000']],
  ['another partition than its regions', 'loader', ['      id: "111122223333"\n', '      id: "111122223333"\n      partition: aws-us-gov\n']],
  [
    'a guardrail of a member account enforced',
    'loader',
    [
      '        procurementRoles: [gpu-procurement-*]',
      '        procurementRoles: [gpu-procurement-*]\n        bedrockGuardrails:\n          us-east-2: {guardrail: "arn:aws:bedrock:us-east-2:111122223333:guardrail/abc:1"}',
    ],
  ],
  [
    'a draft enforced',
    'loader',
    [
      '        procurementRoles: [gpu-procurement-*]',
      '        procurementRoles: [gpu-procurement-*]\n        bedrockGuardrails:\n          us-east-2: {guardrail: "arn:aws:bedrock:us-east-2:777788889999:guardrail/abc:DRAFT"}',
    ],
  ],
  ['retention by the provider', 'data-use/bedrock-retention', ['        retention: none', '        retention: provider_data_share']],
  ['logged content', 'data-use/invocation-logging-content', ['        invocationLogging: off', '        invocationLogging: content']],
  [
    'two subscriptions that are one',
    'loader',
    [
      '    dev:\n      subscription: 00000000-0000-0000-0000-000000000000\n      tenant: 00000000-0000-0000-0000-000000000000\n      owns: true',
      '    dev: {subscription: 00000000-0000-0000-0000-000000000000, tenant: 00000000-0000-0000-0000-000000000000, owns: true}\n    test: {subscription: 00000000-0000-0000-0000-000000000000, tenant: 00000000-0000-0000-0000-000000000000, owns: true}',
    ],
  ],
]);

/** The service account that may write weights, and the role of a job brought along. */
export const suppliers = attacks(
  [
    ['a certificate of another project', 'encryption/certificate-place', ['certificate: projects/acme-llama-gpu/', 'certificate: projects/somebody-else/']],
    ['a certificate of another region', 'encryption/certificate-place', ['/locations/europe-west4/certificates/', '/locations/us-east1/certificates/']],
  ],
  'examples/eu-gce.yaml',
);
