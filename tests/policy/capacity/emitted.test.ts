import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/capacity/emitted.js';
import { rule as modelServer } from '../../../policy/data-use/model-server.js';
import { judge } from '../../../policy/engine.js';
import { type Json, resourceOf, terraformResourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { evidenceOf, mutated } from '../../support/synthesized.js';
import { asOf, type Edit, topologyWith } from '../../support/topologies.js';
import { emittedFaults, fleet, tf } from './emitted-faults.js';

const scaling =
  '    scaling:\n      minReplicas: 40\n      waitingPerReplica: 8\n      schedules:\n        morning: {cron: 0 6 ? * MON-FRI *, minReplicas: 48, timezone: Europe/Berlin}\n        evening: {cron: 0 20 ? * MON-FRI *, minReplicas: 40, timezone: Europe/Berlin}\n';
const zeros = '0'.repeat(64);
const dcgm = `      dcgm: dcgm-exporter:4.8.2@sha256:${zeros}\n`;
const images = `    images:\n      metrics: otelcol-contrib:0.158.0@sha256:${zeros}\n${dcgm}`;
const block =
  '      blocks: {x: {reservationId: cr-0123456789abcdef0, availabilityZone: eu-north-1a, count: 2, start: 2026-11-01, end: 2026-12-27}}\n      onDemand: true\n    image: vllm';
const replicas = '    replicas: {min: 1, max: 4}\n';

const ofImport: Edit = [
  'workloads:\n',
  'existing: {keys: {eu-import: arn:aws:kms:eu-central-1:444455556666:key/11111111-2222-3333-4444-555555555555}}\n\nworkloads:\n',
];

describe(rule.id, () => {
  it.each<[string, Edit[], string?]>([
    [
      'a fleet of a fixed size with spare nodes',
      [
        [scaling, ''],
        ['      count: 12\n', '      count: 12\n      spare: 1\n'],
      ],
    ],
    ['scaling between bounds', [[scaling, '    scaling: {minReplicas: 4, maxReplicas: 40}\n']]],
    [
      'a fleet that nothing watches',
      [
        [scaling, ''],
        [images, ''],
      ],
    ],
    ['servers that are watched, and GPUs that are not', [[dcgm, '']]],
    ['blocks, and nodes on demand', [['    image: vllm', block]]],
    [
      'serving that the host overrides',
      [['    image: vllm', '    serving: {tensorParallel: 4, maxModelLen: 16384, gpuMemoryUtilization: 0.8}\n    image: vllm']],
    ],
    ['replicas of eight GPUs', [['    image: vllm', '    serving: {tensorParallel: 8}\n    image: vllm']]],
    ['a machine that facts do not know', [['p5.48xlarge', 'p9.48xlarge']]],
    ['an image without a digest', [[`vllm-openai:v0.32.0@sha256:${zeros}`, 'vllm-openai:v0.32.0']]],
    ['an endpoint of its own on the internet', [['    endpoint: private-psc', '    endpoint: public-dedicated']]],
    ['an endpoint that is taken over', [[replicas, `${replicas}    next: {machineType: a3-highgpu-8g, reservation: held, trafficPercent: 10}\n`]]],
    ['a green endpoint on a reservation', [[replicas, `${replicas}    slot: green\n    reservation: held\n`]]],
    [
      'search of the standard tier in two stores',
      [
        ['tier: enterprise', 'tier: standard'],
        ['        manuals: {', '        faq: {displayName: Questions}\n        manuals: {'],
      ],
    ],
    ['no search and no filter', [['    modelArmor: {strength: medium, personalData: block}\n', '']]],
    ['a filter that lets personal data through', [['{strength: medium, personalData: block}', '{strength: low}']]],
    ['a geographic profile', [['    profile: in-region', '    profile: us']]],
    ['nodes of four GPUs on Google', [['instanceType: a3-highgpu-8g', 'instanceType: a3-highgpu-4g']], 'examples/eu-gce.yaml'],
    ['a transition that nothing watches', [], 'examples/transition.yaml'],
    ['an import under a key that exists', [ofImport], 'examples/eu-import.yaml'],
  ])('accepts %s, and so does data-use/model-server', (_, edits, file) => {
    expect([...findings(rule, edits, file), ...findings(modelServer, edits, file)]).toEqual([]);
  });

  it.each(emittedFaults)('refuses %s', (_, stack, change, named, file = 'topology.yaml') => {
    expect(findingsAfter(rule, stack, change, {}, file)).toMatchObject([{ severity: 'fatal', message: expect.stringContaining(named) }]);
  });

  it.each([
    ['a reservation', 'aws-capacity-eu-fleet', 'AWS::EC2::CapacityReservation'],
    ['a launch template', fleet, 'AWS::EC2::LaunchTemplate'],
    ['a task', fleet, 'AWS::ECS::TaskDefinition'],
    ['a profile', 'aws-bedrock-us-bedrock', 'AWS::Bedrock::ApplicationInferenceProfile'],
    ['a budget', 'prod-aws-finance', 'AWS::Budgets::Budget'],
  ])('refuses %s more', (_, stack, type) => {
    const copied = (document: Written) => {
      const [, found] = Object.entries<Json>(document.Resources).find(([, { Type }]) => Type === type) ?? [];
      document.Resources['Copy'] = structuredClone(found);
      if (type === 'AWS::EC2::CapacityReservation') Object.assign((document.Resources['Copy'] as Json).Properties, { InstanceType: 'p4d.24xlarge' });
    };
    expect(findingsAfter(rule, stack, copied)).not.toEqual([]);
  });

  it.each<[string, string, string, (one: Json) => Json[], (last: Json) => void]>([
    [
      'notices of a budget',
      'prod-aws-finance',
      'AWS::Budgets::Budget',
      (one) => one.NotificationsWithSubscribers,
      (last) => void (last.Notification.Threshold = 99),
    ],
    ['notices of Azure', 'azure-finance', 'azurerm_consumption_budget_subscription', (one) => one.notification, (last) => void (last.threshold = 99)],
    ['notices of Google', 'google-foundation-search', 'google_billing_budget', (one) => one.threshold_rules, (last) => void (last.threshold_percent = 9)],
    [
      'filters',
      'google-vertex-grounding',
      'google_model_armor_template',
      (one) => one.filter_config.rai_settings.rai_filters,
      (last) => void (last.confidence_level = 'HIGH'),
    ],
  ])('takes %s in any order, and refuses another, one twice and one less', (_, stack, type, listOf, weaken) => {
    const after = (change: (list: Json[]) => void) =>
      findingsAfter(rule, stack, (document) => change(listOf(type.startsWith('AWS') ? resourceOf(document, type) : terraformResourceOf(document, type))));
    expect(after((list) => list.reverse())).toEqual([]);
    expect(after((list) => weaken(list.reverse().at(-1)))).toHaveLength(1);
    expect(after((list) => list.splice(0, 1, structuredClone(list[1])))).not.toEqual([]);
    expect(after((list) => list.reverse().pop())).toHaveLength(1);
  });

  it('takes a block of Terraform as an object and as a list of one, and refuses a second one', () => {
    const after = (change: (budget: Json) => void) => findingsAfter(rule, 'google-foundation-search', tf('google_billing_budget', change));
    expect(after((one) => (one.amount = [{ specified_amount: [one.amount.specified_amount] }]))).toEqual([]);
    expect(after((one) => (one.amount = [one.amount, one.amount]))).toHaveLength(1);
    expect(after((one) => (one.amount = [{ specified_amount: { ...one.amount.specified_amount, units: '1' } }]))).toHaveLength(1);
  });

  it('refuses a quota of more or less than hosts need, or of another region', () => {
    const after = (change: (preference: Json) => void) =>
      findingsAfter(rule, 'google-foundation-search', tf('google_cloud_quotas_quota_preference', change)).map(({ message }) => message);
    expect(after((one) => (one.quota_config.preferred_value = '800'))).toEqual([expect.stringContaining('asks for 800 of aiplatform.googleapis.com')]);
    expect(after((one) => (one.dimensions.region = 'asia-east1'))).toEqual([expect.stringContaining('which no host of search needs')]);
  });

  it('refuses another account and region', () => {
    expect(findingsAfter(rule, fleet, () => undefined, { account: '999999999999' })).toMatchObject([
      { message: expect.stringContaining('deploys to account 999999999999') },
    ]);
    expect(findingsAfter(rule, 'prod-aws-finance', () => undefined, { region: 'eu-west-1' })).toMatchObject([
      { message: expect.stringContaining('Allowed: us-east-1') },
    ]);
  });

  it.each<[string, (descriptor: Json) => void, string]>([
    ['another kind', (one) => (one.metric_kind = 'DELTA'), 'metric_kind'],
    ['values of another type', (one) => (one.value_type = 'INT64'), 'value_type'],
    ['another unit', (one) => (one.unit = 'ms'), 'unit'],
    ['a label', (one) => (one.labels = [{ key: 'engine' }]), 'labels'],
    ['another project', (one) => (one.project = 'somebody'), 'project'],
    ['the name of another fleet', (one) => (one.type = one.type.replace('eu_gce_eu_gce', 'other')), 'custom.googleapis.com/other/'],
    ['a metric that no collector sends', (one) => (one.type = `${one.type}_more`), '_more'],
  ])('refuses a metric of Google with %s', (_, change, message) => {
    const first = ({ resource }: Written) => change(Object.values<Json>(resource['google_monitoring_metric_descriptor'])[0]);
    expect(findingsAfter(rule, 'google-fleet-eu-gce', first, {}, 'examples/eu-gce.yaml')).toMatchObject([{ message: expect.stringContaining(message) }]);
  });

  it('refuses alarms that are not there', () => {
    const without = (document: Written) => {
      for (const [id, resource] of Object.entries<Json>(document.Resources))
        if (JSON.stringify(resource).includes('DCGM_EXP_XID') && resource.Type.endsWith('Alarm')) delete document.Resources[id];
    };
    expect(findingsAfter(rule, fleet, without)).toMatchObject([{ message: expect.stringContaining('DCGM_EXP_XID_ERRORS_COUNT') }]);
  });

  it('refuses an import under another key than the one that exists', () => {
    const another = mutated(evidenceOf(topologyWith([ofImport], 'examples/eu-import.yaml')), 'aws-bedrock-import-eu-import', (document) => {
      resourceOf(document, 'Custom::BedrockImportedModel').KeyArn = 'arn:aws:kms:eu-central-1:999999999999:key/11111111-2222-3333-4444-555555555555';
    });
    expect(judge([rule], topologyWith([ofImport], 'examples/eu-import.yaml'), asOf, another)).toMatchObject([
      { severity: 'fatal', message: expect.stringContaining('KeyArn') },
    ]);
  });

  it.each([
    ['google-fleet-eu-gce', 'examples/eu-gce.yaml', 'google'],
    ['oci-generative-ai-chicago', 'examples/any-zone.yaml', 'oci'],
  ])('compares where %s deploys to by its name, whatever is put before what is in it', (stack, file, cloud) => {
    const before = (document: Written) => void (document.resource = { ibm_iam_service_id: { x: {} }, ...document.resource });
    const found = findingsAfter(rule, stack, before, {}, file).map(({ message }) => message);
    expect(found).toContainEqual(expect.stringContaining(`begins with something of watsonx. Allowed: resources of ${cloud}.`));
  });
});
