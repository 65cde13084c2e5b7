import type { SynthesizedStack } from '../../../../evidence/synthesized/stack.js';
import type { Json } from '../../../support/documents.js';
import { harmless, type Kind, type Step } from '../kind.js';
import { edit, inside, resources, rows, valueAt } from '../places.js';

/** Lists whose order says nothing, by the key they are under. */
function reordered(...keys: readonly string[]): Kind['edits'] {
  return everywhere((key, value) => (keys.includes(key) && Array.isArray(value) && value.length > 1 ? [...value].reverse() : undefined));
}

/** Values below the resources, replaced by what `to` makes of them. */
function everywhere(to: (key: string, value: Json, type: string) => unknown): Kind['edits'] {
  return function* (stack) {
    for (const { type, properties } of resources(stack)) {
      for (const [at, value] of inside(valueAt(stack.document, properties), properties)) {
        if (at.length > properties.length) yield* edit(stack, at, to(String(at.at(-1)), value, type));
      }
    }
  };
}

const isStatement = (value: Json) => value?.Effect !== undefined && (value.Action !== undefined || value.NotAction !== undefined);

export const harmlessKinds: readonly Kind[] = [
  harmless('keys in another order', function* (stack) {
    yield { at: [], to: backwards(stack.document) };
    for (const { at, properties } of resources(stack)) {
      yield { at: properties, to: backwards(valueAt(stack.document, properties)) };
      yield { at, to: backwards(valueAt(stack.document, at)) };
    }
  }),
  harmless(
    'metadata added',
    rows(
      ['@aws', 'Metadata/Note', 'A note that mentions ap-southeast-1 and 0.0.0.0/0'],
      ['*aws', '^/Metadata', (before: unknown) => ({ ...(before as object), Note: 'https://example.org in ap-southeast-1' })],
    ),
  ),
  harmless('Terraform comment', function* (stack) {
    if (stack.app === 'aws') return;
    yield { at: ['//', 'note'], to: 'A note that mentions asia-east1 and 0.0.0.0/0' };
    for (const { at } of resources(stack)) yield { at: [...at, '//', 'note'], to: 'A note that mentions asia-east1' };
  }),
  harmless(
    'alarm description',
    rows(
      [
        'AWS::CloudWatch::Alarm',
        'AlarmDescription',
        (before: unknown) => (typeof before === 'string' ? before.replace(/^[^.:]*/, 'Another wording that mentions us-west-2') : undefined),
      ],
      [
        'google_monitoring_alert_policy',
        'documentation/content',
        (before: unknown) => (typeof before === 'string' ? before.replace(/^[^.:]*/, 'Another wording') : undefined),
      ],
    ),
  ),
  harmless('dashboard text', function* (stack) {
    for (const { properties } of resources(stack, 'AWS::CloudWatch::Dashboard')) {
      for (const [at, text] of inside(valueAt(stack.document, properties), properties)) {
        if (typeof text === 'string') yield* edit(stack, at, text.replace(/"title":"[^"]*"/, '"title":"Another title, ap-southeast-1"'));
      }
    }
  }),
  harmless('order of statements', reordered('Statement')),
  harmless(
    'Sid renamed',
    everywhere((key, value) => (key === 'Sid' && typeof value === 'string' ? `${value}Renamed` : undefined)),
  ),
  harmless(
    'Sid added',
    everywhere((_, value) => (isStatement(value) && value.Sid === undefined ? { ...value, Sid: 'Added' } : undefined)),
  ),
  harmless('order of actions', reordered('Action', 'NotAction', 'permissions', 'audit_log_config')),
  harmless(
    'order of resources and principals',
    reordered(
      'Resource',
      'NotResource',
      'AWS',
      'Service',
      'aws:PrincipalArn',
      'aws:RequestedRegion',
      'TargetIds',
      'restricted_services',
      'key_opts',
      'allowed_values',
    ),
  ),
  harmless('order of security group rules', reordered('SecurityGroupIngress', 'SecurityGroupEgress', 'source_ranges', 'destination_ranges', 'security_rule')),
  harmless('order of tags', reordered('Tags')),
  harmless('order of environment and mounts', reordered('Environment', 'MountPoints', 'Volumes', 'EnvironmentVariables', 'Secrets')),
  harmless(
    'order of filters',
    reordered(
      'FiltersConfig',
      'TopicsConfig',
      'PiiEntitiesConfig',
      'rai_filters',
      'content_filter',
      'NotificationsWithSubscribers',
      'notification',
      'LoadBalancerAttributes',
      'Domains',
      'enabled_log',
    ),
  ),
  harmless(
    'one-element list for a value',
    // What a state or a rule of a firewall calls so is one value in every form.
    everywhere((key, value, type) =>
      /^(Action|Resource)$/.test(key) && typeof value === 'string' && !/(StateMachine|FirewallRuleGroup)$/.test(type) ? [value] : undefined,
    ),
  ),
  harmless(
    'value for a one-element list',
    everywhere((key, value) =>
      /^(Action|Resource|AWS|Service)$/.test(key) && Array.isArray(value) && value.length === 1 && typeof value[0] === 'string' ? value[0] : undefined,
    ),
  ),
  harmless('block for a one-element list', function* (stack) {
    if (stack.app === 'aws') return;
    for (const { properties } of resources(stack)) {
      for (const [key, value] of Object.entries<Json>(valueAt(stack.document, properties))) {
        if (/^(lifecycle|\/\/)$/.test(key)) continue;
        if (Array.isArray(value) && value.length === 1 && isBlock(value[0])) yield { at: [...properties, key], to: value[0] };
        else if (isBlock(value) && !/labels|tags|metadata|attribute_mapping|dimensions|triggers_replace|label_extractors/.test(key))
          yield { at: [...properties, key], to: [value] };
      }
    }
  }),
  harmless(
    'number or boolean as text',
    everywhere((key, value, type) => (scalars.test(`${type} ${key}`) && (typeof value === 'number' || typeof value === 'boolean') ? String(value) : undefined)),
  ),
  harmless('output description', function* (stack) {
    for (const [root, key] of [
      ['Outputs', 'Description'],
      ['output', 'description'],
    ] as const) {
      for (const name of Object.keys((stack.document[root] ?? {}) as object)) yield* edit(stack, [root, name, key], 'Where it was in ap-southeast-1');
    }
    if (stack.app === 'aws')
      for (const name of Object.keys((stack.document['Parameters'] ?? {}) as object))
        yield* edit(stack, ['Parameters', name, 'Description'], 'Written by another stack in us-west-2');
  }),
  harmless(
    'text of a rule for people',
    rows(
      ['AWS::EC2::SecurityGroup', 'SecurityGroupIngress/Description', 'Traffic of us-west-2 and 0.0.0.0/0'],
      ['AWS::EC2::SecurityGroup', 'SecurityGroupEgress/Description', 'Traffic of us-west-2'],
      ['google_compute_firewall', 'description', 'Traffic of asia-east1'],
      ['azurerm_network_security_group', 'security_rule/description', 'Traffic of eastasia'],
    ),
  ),
  harmless(
    'explicit default',
    rows(
      ['AWS::CloudWatch::Alarm', 'ActionsEnabled', true],
      ['AWS::Lambda::Function', 'PackageType', 'Zip'],
      ['AWS::KMS::Key', 'MultiRegion', false],
      ['AWS::KMS::Key', 'Enabled', true],
      ['google_monitoring_alert_policy', 'enabled', true],
      ['google_compute_firewall', 'disabled', false],
      ['azurerm_subscription_policy_assignment', 'enforce', true],
    ),
  ),
  harmless('dependency added', function* (stack) {
    const [first] = [...resources(stack)];
    for (const { at } of resources(stack)) {
      if (stack.app !== 'aws' || at[1] === first?.at[1] || dependsOn(stack, first?.at, at[1])) continue;
      const before = valueAt(stack.document, [...at, 'DependsOn']);
      if (before === undefined) yield { at: [...at, 'DependsOn'], to: [first?.at[1]] };
    }
  }),
];

/** Numbers and switches that both formats also take as text. */
const scalars =
  /^(AWS::Logs::LogGroup RetentionInDays|AWS::ElasticLoadBalancingV2::Listener Port|AWS::EC2::SecurityGroup (FromPort|ToPort)|AWS::EC2::CapacityReservation InstanceCount|AWS::Lambda::Function Timeout|google_kms_crypto_key key_size)$/;

const isBlock = (value: Json) => value !== null && typeof value === 'object' && !Array.isArray(value);

function backwards(value: Json): Json {
  return Object.fromEntries(Object.entries(value ?? {}).reverse());
}

/** Whether the first resource refers to another, which could then not wait for it. */
function dependsOn(stack: SynthesizedStack, first: readonly Step[] = [], other: Step | undefined): boolean {
  return JSON.stringify(valueAt(stack.document, first)).includes(`"${other}"`);
}
