import { attacks } from './attack.js';

/** Workloads, hosts and grants that contradict themselves. */
export const workloads = attacks([
  ['one host twice on a route', 'loader', ['    route: [eu-fleet, us-bedrock]', '    route: [eu-fleet, eu-fleet]']],
  ['the guard on the route', 'licence/guard-model', ['    route: [eu-fleet, us-bedrock]', '    route: [eu-fleet, us-bedrock]\n    guard: eu-fleet']],
  ['a route without hosts', 'loader', ['    route: [eu-fleet, us-bedrock]', '    route: []']],
  ['a route to nowhere', 'loader', ['    route: [eu-fleet, us-bedrock]', '    route: [eu-fleet, moon]']],
  ['an allowed region twice', 'loader', ['    regions: [us-east-2]', '    regions: [us-east-2, us-east-2]']],
  ['fewer replicas at most than at least', 'loader', ['    replicas: {min: 1, max: 4}', '    replicas: {min: 3, max: 2}']],
  ['more replicas at least than nodes hold', 'capacity/scaling-bounds', ['      minReplicas: 40\n      waiting', '      minReplicas: 400\n      waiting']],
  ['no owner', 'tags/required', ['    owner: workplace\n', '']],
  ['no cost centre', 'tags/required', ['    costCentre: cc-4712\n', '']],
  ['a link that does not lead to the host', 'network/reachable', ['    link: eu-google', '    link: eu-azure']],
  ['no contract', 'data-use/no-training-term', ['    quotaTokensPerMinute: 12000000\n    contract: aws-main', '    quotaTokensPerMinute: 12000000']],
  [
    'a contract of another provider',
    'data-use/no-training-term',
    ['    quotaTokensPerMinute: 12000000\n    contract: aws-main', '    quotaTokensPerMinute: 12000000\n    contract: google-main'],
  ],
  ['a release in a precision nobody offers', 'loader', ['    precision: fp8', '    precision: int4']],
  [
    'a repository of another release',
    'supply-chain/weights-precision',
    ['repository: meta-llama/Llama-3.3-70B-Instruct', 'repository: meta-llama/Llama-3.1-8B-Instruct'],
  ],
  [
    'a repository that nobody knows',
    'supply-chain/weights-precision',
    ['repository: meta-llama/Llama-3.3-70B-Instruct', 'repository: evil/Llama-3.3-70B-Instruct'],
  ],
  ['a repository that leaves its folder', 'loader', ['repository: meta-llama/Llama-3.3-70B-Instruct', 'repository: ../../secrets']],
  ['a repository with an address', 'loader', ['repository: meta-llama/Llama-3.3-70B-Instruct', 'repository: https://evil.com/x']],
  ['a branch as a commit', 'loader', ['commit: "0000000000000000000000000000000000000000"', 'commit: main']],
  [
    'an image by tag',
    'supply-chain/image-digest',
    ['image: vllm-openai:v0.32.0@sha256:0000000000000000000000000000000000000000000000000000000000000000', 'image: vllm-openai:v0.32.0'],
  ],
  ['an image of another registry', 'loader', ['image: vllm-openai:v0.32.0@', 'image: docker.io:443/vllm-openai:v0.32.0@']],
  ['an image that leaves its folder', 'loader', ['image: vllm-openai:v0.32.0@', 'image: a/../../vllm-openai:v0.32.0@']],
  [
    'an image of a machine that does not exist',
    'loader',
    ['nodeImage: al2023-ami-ecs-gpu-hvm-2023.0.20260226-kernel-6.1-x86_64-ebs', 'nodeImage: ../../aws/service/x'],
  ],
  ['an instance type without GPUs', 'capacity/instance-region', ['instanceType: p5.48xlarge', 'instanceType: t3.micro']],
  ['public endpoint', 'network/private-only', ['    endpoint: private-psc', '    endpoint: public-dedicated']],
  ['logged requests', 'data-use/request-logging', ['    requestLogging: false\n    telemetry', '    requestLogging: true\n    telemetry']],
  ['telemetry', 'data-use/telemetry-off', ['    telemetry: false', '    telemetry: true']],
  ['an hour that does not exist', 'loader', ['cron: 0 6 ? * MON-FRI *', 'cron: 0 99 ? * MON-FRI *']],
  ['a time zone that does not exist', 'loader', ['minReplicas: 48, timezone: Europe/Berlin', 'minReplicas: 48, timezone: Europe/Atlantis']],
  ['a schedule below the least', 'capacity/scaling-bounds', ['minReplicas: 48, timezone', 'minReplicas: 480, timezone']],
  ['an approval of nothing', 'loader', ['    subject: hosts.us-bedrock.guardrail', '    subject: hosts.us-bedrok.guardrail']],
  ['an approval of a field that does not exist', 'loader', ['    subject: hosts.us-bedrock.guardrail', '    subject: hosts.us-bedrock.guardrails']],
  ['an approval of a section that does not exist', 'loader', ['    subject: hosts.us-bedrock.guardrail', '    subject: host.us-bedrock']],
  ['an approval of a licence that nobody accepted', 'loader', ['    subject: licence.accepted.llama-3-3', '    subject: licence.accepted.llama-3-1']],
  [
    'an approval that ends before it starts',
    'loader',
    [
      '    grantedBy: privacy@acme.example\n    grantedOn: 2026-10-01\n    expires: 2027-09-30',
      '    grantedBy: privacy@acme.example\n    grantedOn: 2026-10-01\n    expires: 2026-09-30',
    ],
  ],
  [
    'an approval that has ended',
    'licence/aup-attestation',
    [
      'minutes of the AI board 2026-09-24\n    grantedBy: ai-board@acme.example\n    grantedOn: 2026-10-01\n    expires: 2027-09-30',
      'x\n    grantedBy: ai-board@acme.example\n    grantedOn: 2025-10-01\n    expires: 2026-09-30',
    ],
  ],
  [
    'an approval of the future',
    'licence/aup-attestation',
    [
      'minutes of the AI board 2026-09-24\n    grantedBy: ai-board@acme.example\n    grantedOn: 2026-10-01',
      'x\n    grantedBy: ai-board@acme.example\n    grantedOn: 2027-01-01',
    ],
  ],
  [
    'a contract that trains',
    'data-use/no-training-term',
    [
      '    agreement: edp-2026-001\n    term: {start: 2026-01-01, end: 2028-12-31}\n    data:\n      training: false',
      '    agreement: edp-2026-001\n    term: {start: 2026-01-01, end: 2028-12-31}\n    data:\n      training: true',
    ],
  ],
]);
