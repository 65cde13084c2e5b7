import { describe, expect, it } from 'vitest';
import { cloudFormationStack, type SynthesizedStack, terraformStack } from '../../../evidence/synthesized/stack.js';
import { rule } from '../../../policy/capacity/service-limits.js';
import { type Evidence, judge } from '../../../policy/engine.js';
import { asOf, topologyWith } from '../../support/topologies.js';

const loaded = topologyWith();
const environment = { name: 'acme-stack', account: '111122223333', region: 'eu-north-1' };

const template = (document: Record<string, unknown>): Evidence => ({ aws: [cloudFormationStack(environment, document, {})] });
const resources = (...list: readonly (readonly [type: string, properties: object])[]) =>
  template({ Resources: Object.fromEntries(list.map(([Type, Properties], index) => [`R${index}`, { Type, Properties }])) });
const many = (type: string, count: number, properties: object = {}) => resources(...Array.from({ length: count }, () => [type, properties] as const));
const list = <T>(count: number, of: T) => Array.from({ length: count }, () => of);
const named = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`N${index}`, {}]));
/** `{"a":"xxx"}` of so many characters. */
const policy = (size: number) => ({ a: 'x'.repeat(size - 8) });

const module = (provider: string, settings: object, type: string, blocks: readonly object[]): Evidence => {
  const resource = { [type]: Object.fromEntries(blocks.map((block, index) => [`r${index}`, block])) };
  return { terraform: [terraformStack('acme-module', { provider: { [provider]: [settings] }, resource }, {})] };
};
const google = (type: string, ...blocks: readonly object[]) => module('google', { project: 'acme-llama-grounded' }, type, blocks);
const azure = (type: string, ...blocks: readonly object[]) =>
  module('azurerm', { subscription_id: loaded.topology.accounts.azure['dev']?.subscription }, type, blocks);

/** Written by hand from the providers' pages, not from facts/limits.yaml. */
const table: readonly (readonly [what: string, most: number, of: (amount: number) => Evidence])[] = [
  ['resources', 500, (n) => many('AWS::SNS::Topic', n)],
  ['outputs', 200, (n) => template({ Outputs: named(n) })],
  ['parameters', 200, (n) => template({ Parameters: named(n) })],
  ['bytes of description', 1024, (n) => template({ Description: 'x'.repeat(n) })],
  ['dynamic references', 60, (n) => template({ Metadata: list(n, '{{resolve:ssm:/a}}') })],
  // CDK writes `{\n "Metadata": {\n  "a": "…"\n }\n}`: 31 characters around the value.
  ['bytes of template', 1_000_000, (n) => template({ Metadata: { a: 'x'.repeat(n - 31) } })],
  ['characters of policy', 20_480, (n) => resources(['AWS::EC2::VPCEndpoint', { PolicyDocument: policy(n) }])],
  ['characters of policy', 6_144, (n) => resources(['AWS::IAM::ManagedPolicy', { PolicyDocument: policy(n) }])],
  ['characters of trust policy', 2_048, (n) => resources(['AWS::IAM::Role', { AssumeRolePolicyDocument: policy(n) }])],
  ['bytes of policy', 20_480, (n) => resources(['AWS::S3::BucketPolicy', { PolicyDocument: policy(n) }])],
  ['bytes of key policy', 32_768, (n) => resources(['AWS::KMS::Key', { KeyPolicy: policy(n) }])],
  ['bytes of policy', 30_720, (n) => resources(['AWS::SNS::TopicPolicy', { PolicyDocument: policy(n) }])],
  ['bytes of policy', 8_192, (n) => resources(['AWS::SQS::QueuePolicy', { PolicyDocument: policy(n) }])],
  ['statements of policy', 20, (n) => resources(['AWS::SQS::QueuePolicy', { PolicyDocument: { Statement: list(n, {}) } }])],
  ['bytes of user data', 16_384, (n) => resources(['AWS::EC2::LaunchTemplate', { LaunchTemplateData: { UserData: { 'Fn::Base64': 'x'.repeat(n) } } }])],
  ['inbound rules', 60, (n) => resources(['AWS::EC2::SecurityGroup', { SecurityGroupIngress: list(n, {}) }])],
  ['outbound rules', 60, (n) => resources(['AWS::EC2::SecurityGroup', { SecurityGroupEgress: list(n, {}) }])],
  ['notifications', 5, (n) => resources(['AWS::Budgets::Budget', { NotificationsWithSubscribers: list(n, { Subscribers: [{}] }) }])],
  [
    'subscribers of a notification',
    11,
    (n) => resources(['AWS::Budgets::Budget', { NotificationsWithSubscribers: [{ Subscribers: [{}] }, { Subscribers: list(n, {}) }] }]),
  ],
  ['actions', 5, (n) => resources(['AWS::CloudWatch::Alarm', { AlarmActions: list(n, 'arn') }])],
  ['actions when it is over', 5, (n) => resources(['AWS::CloudWatch::Alarm', { OKActions: list(n, 'arn') }])],
  ['characters of event pattern', 4_096, (n) => resources(['AWS::Events::Rule', { EventPattern: policy(n) }])],
  ['targets', 5, (n) => resources(['AWS::Events::Rule', { Targets: list(n, {}) }])],
  ['bytes of environment', 4_096, (n) => resources(['AWS::Lambda::Function', { Environment: { Variables: policy(n) } }])],
  ['bytes of value', 4_096, (n) => resources(['AWS::SSM::Parameter', { Value: 'ü'.repeat(Math.floor(n / 2)) + 'x'.repeat(n % 2) }])],
  ['characters', 10_240, (n) => resources(['AWS::Organizations::Policy', { Type: 'SERVICE_CONTROL_POLICY', Content: policy(n) }])],
  ['characters', 2_500, (n) => resources(['AWS::Organizations::Policy', { Type: 'AISERVICES_OPT_OUT_POLICY', Content: policy(n) }])],
  ['characters', 10_000, (n) => resources(['AWS::Organizations::Policy', { Type: 'BEDROCK_POLICY', Content: policy(n) }])],
  [
    'policies of type SERVICE_CONTROL_POLICY',
    10,
    (n) => many('AWS::Organizations::Policy', n, { Type: 'SERVICE_CONTROL_POLICY', Content: {}, TargetIds: ['111122223333'] }),
  ],
  [
    'policies of type AISERVICES_OPT_OUT_POLICY',
    5,
    (n) => many('AWS::Organizations::Policy', n, { Type: 'AISERVICES_OPT_OUT_POLICY', Content: {}, TargetIds: ['111122223333'] }),
  ],
  ['managed policies', 10, (n) => many('AWS::IAM::ManagedPolicy', n, { Roles: ['gateway'] })],
  [
    'managed policies',
    10,
    (n) => resources(['AWS::IAM::Role', { ManagedPolicyArns: list(n - 1, 'arn') }], ['AWS::IAM::ManagedPolicy', { Roles: [{ Ref: 'R0' }] }]),
  ],
  [
    'characters of inline policies',
    10_240,
    (n) =>
      resources(
        ['AWS::IAM::Role', { RoleName: 'gateway', Policies: [{ PolicyDocument: policy(5_000) }] }],
        ['AWS::IAM::Policy', { Roles: [{ Ref: 'R0' }], PolicyDocument: policy(n - 5_000) }],
      ),
  ],
  ['application inference profiles', 1_000, (n) => spread('AWS::Bedrock::ApplicationInferenceProfile', n)],
  ['guardrails', 100, (n) => many('AWS::Bedrock::Guardrail', n)],
  ['IAM roles', 1_000, (n) => spread('AWS::IAM::Role', n)],
  ['managed policies', 1_500, (n) => spread('AWS::IAM::ManagedPolicy', n)],
  ['instance profiles', 1_000, (n) => spread('AWS::IAM::InstanceProfile', n)],
  ['budgets', 20_000, (n) => spread('AWS::Budgets::Budget', n)],
  ['EventBridge rules', 300, (n) => many('AWS::Events::Rule', n)],
  ['bytes of one metadata value', 262_144, (n) => google('google_compute_region_instance_template', { metadata: { a: 'x', 'user-data': 'x'.repeat(n) } })],
  // `{"a":"…","b":"…","c":"…"}`: 22 characters around the values.
  [
    'bytes of metadata',
    524_287,
    (n) => google('google_compute_region_instance_template', { metadata: { a: 'x'.repeat(200_000), b: 'x'.repeat(200_000), c: 'x'.repeat(n - 400_022) } }),
  ],
  ['characters of attribute condition', 4_096, (n) => google('google_iam_workload_identity_pool_provider', { attribute_condition: 'x'.repeat(n) })],
  ['notification channels', 5, (n) => google('google_billing_budget', { all_updates_rule: { monitoring_notification_channels: list(n, 'c') } })],
  ['allowed values', 500, (n) => google('google_org_policy_policy', { spec: { rules: [{ values: { allowed_values: list(n, 'v') } }] } })],
  ['bytes of organization policy', 32_768, (n) => google('google_org_policy_policy', { spec: policy(n) })],
  ['exclusion filters', 50, (n) => google('google_logging_project_sink', { exclusions: list(n, {}) })],
  ['characters of filter', 20_000, (n) => google('google_logging_project_sink', { filter: 'x'.repeat(n) })],
  ['characters of filter', 20_000, (n) => google('google_logging_project_exclusion', { filter: 'x'.repeat(n) })],
  ['service accounts', 100, (n) => google('google_service_account', ...list(n, {}))],
  ['principals in the allow policy', 1_500, (n) => google('google_project_iam_member', ...list(n, { project: 'acme-llama-grounded' }))],
  ['custom roles', 300, (n) => google('google_project_iam_custom_role', ...list(n, {}))],
  ['log buckets', 100, (n) => google('google_logging_project_bucket_config', ...list(n, {}))],
  ['log sinks', 200, (n) => google('google_logging_project_sink', ...list(n, {}))],
  ['exclusions of the default sink', 50, (n) => google('google_logging_project_exclusion', ...list(n, {}))],
  ['role assignments', 5_000, (n) => azure('azurerm_role_assignment', ...list(n, {}))],
  ['policy assignments', 200, (n) => azure('azurerm_subscription_policy_assignment', ...list(n, {}))],
  ['policy definitions', 500, (n) => azure('azurerm_policy_definition', ...list(n, {}))],
  ['resource groups', 980, (n) => azure('azurerm_resource_group', ...list(n, {}))],
  [
    'managed identities in one resource group',
    800,
    (n) => azure('azurerm_user_assigned_identity', ...list(n, { resource_group_name: 'a' }), { resource_group_name: 'b' }),
  ],
  ['federated credentials of one identity', 20, (n) => azure('azurerm_federated_identity_credential', ...list(n, { parent_id: 'a' }), { parent_id: 'b' })],
  ['alerts on the activity log', 100, (n) => azure('azurerm_monitor_activity_log_alert', ...list(n, {}))],
  ['Foundry accounts', 100, (n) => azure('azurerm_cognitive_account', ...list(n, { location: 'a' }), { location: 'b' })],
  [
    'model deployments in one Foundry account',
    32,
    (n) => azure('azurerm_cognitive_deployment', ...list(n, { cognitive_account_id: 'a' }), { cognitive_account_id: 'b' }),
  ],
  [
    'projects in one Foundry account',
    250,
    (n) => azure('azurerm_cognitive_account_project', ...list(n, { cognitive_account_id: 'a' }), { cognitive_account_id: 'b' }),
  ],
];

/** So many of a type in one account and region, in stacks that hold few enough of them. */
function spread(type: string, count: number): Evidence {
  const stacks: SynthesizedStack[] = [];
  for (let left = count; left > 0; left -= 400) {
    const document = {
      Resources: Object.fromEntries(Array.from({ length: Math.min(left, 400) }, (_, index) => [`R${index}`, { Type: type, Properties: {} }])),
    };
    stacks.push(cloudFormationStack({ ...environment, name: `acme-stack-${stacks.length}` }, document, {}));
  }
  return { aws: stacks };
}

const found = (evidence: Evidence) => judge([rule], loaded, asOf, evidence);

describe('what is emitted', () => {
  it.each(table)('may have %s: %d, and no more', (what, most, of) => {
    expect(found(of(most))).toEqual([]);
    const [finding, ...others] = found(of(most + 1));
    expect(others).toEqual([]);
    expect(finding?.message).toMatch(new RegExp(` has ${most + 1} ${what}\\. Allowed( unless raised)?: ${most}[.;]`));
    expect(finding?.fix).toMatch(
      /^(This limit is not raised for anybody\. [A-Z]|Ask the provider for at least \d+, then record an approval of kind quota with subject [\w.-]+ and)/,
    );
  });

  it('is refused as an organization policy of a type whose size nobody looked up', () => {
    expect(found(resources(['AWS::Organizations::Policy', { Type: 'BACKUP_POLICY', Content: {} }]))[0]?.message).toContain(
      'the limit of BACKUP_POLICY is not known',
    );
  });

  it.each([
    ['CloudFormation', resources(['AWS::EC2::SecurityGroup', { SecurityGroupIngress: { 'Fn::If': ['Many', [], []] } }])],
    ['Terraform', google('google_logging_project_sink', { exclusions: '${var.exclusions}' })],
    ['CloudFormation in a block that is made later', resources(['AWS::SQS::QueuePolicy', { PolicyDocument: { 'Fn::Transform': {} } }])],
    ['Terraform in a block that is made later', google('google_org_policy_policy', { spec: { rules: '${var.rules}' } })],
  ])('is refused as a list of %s that nobody can count', (_, evidence) => {
    expect(found(evidence)[0]?.message).toContain('has an unknown number of');
  });

  it('is counted by account and region', () => {
    const { Resources } = {
      Resources: Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`R${i}`, { Type: 'AWS::Bedrock::Guardrail', Properties: {} }])),
    };
    const pair = (other: object) => [environment, { ...environment, name: 'other', ...other }].map((place) => cloudFormationStack(place, { Resources }, {}));
    expect(found({ aws: pair({ region: 'us-east-2' }) })).toEqual([]);
    expect(found({ aws: pair({ account: '222233334444' }) })).toEqual([]);
    expect(found({ aws: pair({}) })).toMatchObject([
      { path: 'accounts.aws.prod', message: 'AWS account prod in eu-north-1 has 120 guardrails. Allowed: 100.' },
    ]);
  });

  it('may have more where the provider granted it', () => {
    const subject = 'accounts.google.search.service-accounts-per-project';
    const granted = (limit: number) => ({
      ...loaded,
      topology: {
        ...loaded.topology,
        approvals: {
          more: { kind: 'quota' as const, subject, limit, reference: 'case 1', grantedBy: 'Google', grantedOn: '2026-11-01', expires: '2027-11-01' },
        },
      },
    });
    const accounts = google('google_service_account', ...list(150, {}));
    expect(judge([rule], granted(150), asOf, accounts)).toEqual([]);
    expect(judge([rule], granted(149), asOf, accounts)).toMatchObject([
      { path: 'accounts.google.search', message: expect.stringContaining('more grants 149') },
    ]);
  });
});
