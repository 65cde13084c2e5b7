import { describe, expect, it } from 'vitest';
import type { DiffReport } from '../../diff/compare.js';
import { diffMarkdown } from '../../reports/diff/markdown.js';
import { definition, renameResource, resourceOf, terraformResourceOf } from '../support/documents.js';
import { pair } from '../support/pair.js';
import { wholeText } from '../support/topologies.js';

/** Each pair is one small edit, told as a reviewer would be told it. */
const pairs: Readonly<Record<string, () => DiffReport>> = {
  'asset-only': () =>
    pair({ by: [['aws-account-us-east-2', (template) => (resourceOf(template, 'AWS::Lambda::Function').Code.S3Key = `${'0a1b2c3d'.repeat(8)}.zip`)]] }),
  'node-count': () =>
    pair({
      edits: [
        ['      count: 12', '      count: 13'],
        ['eu-north-1b, count: 6', 'eu-north-1b, count: 7'],
      ],
    }),
  'capacity-block-swap': () =>
    pair(
      {
        edits: [
          [
            'winter: { reservationId: cr-0123456789abcdef0, availabilityZone: eu-north-1a, count: 2, start: 2026-11-16, end: 2027-04-26 }',
            'spring: { reservationId: cr-0fedcba9876543210, availabilityZone: eu-north-1a, count: 2, start: 2027-01-11, end: 2027-06-21 }',
          ],
        ],
      },
      { file: 'examples/sovereign.yaml' },
    ),
  'region-move': () =>
    pair({
      edits: [
        ['    region: us-east-2\n    cidr', '    region: us-west-2\n    cidr'],
        ['    region: us-east-2\n    network: us', '    region: us-west-2\n    network: us'],
        ['[us-east-2a, us-east-2b]', '[us-west-2a, us-west-2b]'],
        ['bedrock-runtime.us-east-2.amazonaws.com', 'bedrock-runtime.us-west-2.amazonaws.com'],
        ['regions: [us-east-2]', 'regions: [us-west-2]'],
      ],
    }),
  'sku-change': () => pair({ edits: [['sku: GlobalStandard', 'sku: DataZoneStandard']] }),
  'profile-change': () => pair({ edits: [['profile: in-region', 'profile: us']] }),
  'iam-widening': () =>
    pair({
      by: [
        [
          'aws-fleet-eu-fleet',
          (template) => {
            const { Statement } = definition(template, 'GatewayAccess').Properties.PolicyDocument;
            Statement[0].Resource = '*';
          },
        ],
        ['google-foundation-search', (module) => (terraformResourceOf(module, 'google_project_iam_member').role = 'roles/aiplatform.admin')],
      ],
    }),
  'new-fallback': () => pair({ edits: [['route: [eu-fleet, us-bedrock]', 'route: [eu-fleet, us-bedrock, dev-foundry]']] }),
  'tag-change': () => pair({ edits: [['costCentre: cc-4713', 'costCentre: cc-4799']] }),
  'network-range': () => pair({ edits: [['cidr: 10.40.0.0/16', 'cidr: 10.44.0.0/16']] }),
  'data-retention': () => pair({ edits: [['      bedrock:\n        retention: none', '      bedrock:\n        retention: default']] }),
  'removed-data-store': () =>
    pair({ edits: [['manuals: {displayName: Service manuals, chunkTokens: 500}', 'bulletins: {displayName: Service bulletins, chunkTokens: 500}']] }),
  'model-transition': () =>
    pair(
      {},
      {
        file: 'examples/transition.yaml',
        base: { edits: [[`    transition: { next: llama31, nodes: 2, from: 2026-11-02, cutover: 2026-12-14, end: 2027-01-31 }\n`, '']] },
      },
    ),
  'provider-bump': () => pair({ by: [['google-vertex-grounding', (module) => (module.terraform.required_providers.google.version = '8.0.0')]] }),
  'logical-id-rename': () =>
    pair({
      by: [
        [
          'aws-fleet-eu-fleet',
          (template) => {
            renameResource(template, 'Key961B', 'StorageKey11111111');
            renameResource(template, 'AlarmsTopic3A', 'NoticesTopic22222222');
          },
        ],
      ],
    }),
  'user-data': () =>
    pair({
      edits: [
        ['nodeImage: al2023-ami-ecs-gpu-hvm-2023.0.20260226-kernel-6.1-x86_64-ebs', 'nodeImage: al2023-ami-ecs-gpu-hvm-2023.0.20260304-kernel-6.1-x86_64-ebs'],
        [`commit: "${'0'.repeat(40)}"`, `commit: "${'1'.repeat(40)}"`],
      ],
    }),
  'host-removed': () =>
    pair({
      edits: [
        ['route: [eu-fleet, us-bedrock]', 'route: [eu-fleet]'],
        ['route: [us-bedrock]', 'route: [eu-fleet]'],
        [between('  us-bedrock:\n', '  # One use case'), ''],
        [between('  guardrail-quota:\n', '  foundry-review:'), ''],
        [between('  overflow-quota:\n', '\nlicence:'), ''],
      ],
    }),
  'search-location': () => pair({ edits: [['      location: eu\n', '      location: us\n']] }),
  'waiver-added': () =>
    pair({
      edits: [['    costCentre: cc-4713\n', '']],
      waivers: [
        {
          rule: 'tags/required',
          path: 'workloads.variable.costCentre',
          owner: 'finance',
          reason: 'cost centre is created in January',
          granted: '2026-11-24',
          expires: '2026-12-15',
        },
      ],
    }),
  'route-swap': () => pair({ edits: [['route: [eu-fleet, us-bedrock]', 'route: [us-bedrock, eu-fleet]']] }),
  'workload-added': () =>
    pair({
      edits: [
        [
          '  grounded:\n    description: Answers',
          `  press:
    description: Drafts of press releases
    zone: any
    dataClass: internal
    regimes: []
    terms: {retentionDays: 0, indemnity: false, migrationDays: 90}
    class: variable
    load: {tokensPerYear: 20000000000, inputTokens: 1000, outputTokens: 1000, curve: business-hours}
    slo: {ttftMs: 3000, tpotMs: 200, availability: 0.99}
    route: [us-bedrock]
    owner: communications
    costCentre: cc-4720
    budget: {usdPerMonth: 4000}

  grounded:
    description: Answers`,
        ],
      ],
    }),
  'network-added': () =>
    pair({
      edits: [
        [
          '  grounding:\n    cloud: google',
          `  west:
    cloud: aws
    account: prod
    region: us-west-2
    cidr: 10.42.0.0/16
    availabilityZones: [us-west-2a, us-west-2b]
  grounding:
    cloud: google`,
        ],
        [
          '  eu-google:\n',
          '  eu-west:\n    kind: transit-gateway\n    networks: [eu, west]\n    dnsForwarding: [bedrock-runtime.us-west-2.amazonaws.com]\n  eu-google:\n',
        ],
      ],
    }),
  'workload-removed': () => pair({ edits: [[between('  variable:\n', '  grounded:\n'), '']] }),
  'zone-widened': () => pair({ edits: [['  eu: [EU27]\n', '  eu: [EU27, CH]\n']] }),
  'weights-changed': () => pair({ edits: [[`manifest: sha256:${'0'.repeat(64)}`, `manifest: sha256:${'ab12'.repeat(16)}`]] }),
  'controls-weakened': () =>
    pair({
      by: [
        [
          'google-foundation-search',
          (module) => {
            delete module.resource.google_project_iam_audit_config;
            const perimeter = terraformResourceOf(module, 'google_access_context_manager_service_perimeter');
            for (const part of [perimeter.spec, perimeter.status].flat()) part?.restricted_services.shift();
          },
        ],
        ['azure-account', (module) => (terraformResourceOf(module, 'azurerm_subscription_policy_assignment').enforce = false)],
      ],
    }),
  'protection-removed': () =>
    pair({
      by: [
        [
          'azure-foundry-dev-foundry',
          (module) => {
            delete terraformResourceOf(module, 'azurerm_cognitive_account').lifecycle;
          },
        ],
        [
          'google-search-grounding',
          (module) => (terraformResourceOf(module, 'google_discovery_engine_data_store').kms_key_name = 'projects/p/locations/europe/keyRings/r/cryptoKeys/k'),
        ],
      ],
    }),
  'guard-weakened': () =>
    pair({
      edits: [
        ['guardrail: {strength: high, personalData: anonymize}', 'guardrail: {strength: medium, personalData: allow}'],
        ['modelArmor: {strength: medium,', 'modelArmor: {strength: low,'],
      ],
    }),
  'public-address': () =>
    pair({ by: [['google-vertex-grounding', (module) => (terraformResourceOf(module, 'google_compute_address').address_type = 'EXTERNAL')]] }),
  'secret-planted': () =>
    pair({
      by: [
        [
          'aws-fleet-eu-fleet',
          (template) => {
            const { Environment } = definition(template, 'ServingTask').Properties.ContainerDefinitions[0];
            Environment.push({ Name: 'HF_TOKEN', Value: `hf_${'aB3dE6gH'.repeat(5)}` });
          },
        ],
      ],
    }),
};

/** Part of the reference topology and its approvals from one text up to another. */
function between(from: string, to: string): string {
  const text = wholeText();
  return text.slice(text.indexOf(from), text.indexOf(to));
}

describe('a pair reads as reviewed (accept with: npx vitest run tests/diff/goldens --update)', () => {
  it.each(Object.entries(pairs))('%s', async (name, report) => {
    // Lines move with whatever else the topology gains.
    const text = diffMarkdown(report()).replaceAll(/(\.yaml):\d+/g, '$1:LINE');
    // A region that moves takes the gateway of its zone with it: the longest by far.
    expect(text.split('\n').length).toBeLessThanOrEqual(name === 'region-move' ? 340 : 240);
    await expect(text).toMatchFileSnapshot(`goldens/${name}.md`);
  });
});
