import { type Kind, real, removed } from '../kind.js';
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
  real('parameter turned to another source', function* (stack) {
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
      ['AWS::ECR::Repository', 'ImageTagMutability', 'MUTABLE'],
      ['AWS::ECR::Repository', 'ImageScanningConfiguration/ScanOnPush', false],
    ),
  ),
];
