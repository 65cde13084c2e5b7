import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Json, resourceOf, type Written } from '../../support/documents.js';
import { evidenceOf } from '../../support/synthesized.js';
import { type Edit, topologyWith } from '../../support/topologies.js';

const edit = (from: string, to: string): Edit => [from, to];
const stack = (name: string, edits: readonly Edit[] = [], file?: string): Json =>
  evidenceOf(topologyWith(edits, file)).aws?.find((one) => one.name.endsWith(name))?.document;
const job = () => stack('aws-weights-ingest-eu-north-1');
const all = (document: Written, type: string) => Object.values<Json>(document.Resources).filter(({ Type }) => Type === type);
const statements = (document: Written) => Object.values<Json>(document.Resources).flatMap(({ Properties }) => Properties?.PolicyDocument?.Statement ?? []);
const variable = (document: Written, name: string) =>
  resourceOf(document, 'AWS::CodeBuild::Project').Environment.EnvironmentVariables.find(({ Name }: Json) => Name === name);

describe('the two accounts agree without a look-up', () => {
  const store = () => stack('aws-weights-eu-north-1');

  it('on the role: the store admits the very role that the job runs as', () => {
    const { RoleName } = all(job(), 'AWS::IAM::Role').find(({ Properties }) => JSON.stringify(Properties).includes('codebuild.amazonaws.com')).Properties;
    const arn = `arn:aws:iam::444455556666:role/${RoleName}`;
    const admitted = statements(store()).filter(({ Sid }: Json) => Sid === 'Ingest');
    expect(admitted).toMatchObject([{ Principal: { AWS: arn } }]);
    const signing = all(store(), 'AWS::KMS::Key').find(({ Properties }) => Properties.KeyUsage === 'SIGN_VERIFY').Properties.KeyPolicy.Statement;
    expect(signing.find(({ Sid }: Json) => Sid === 'NobodyElseSigns').Condition).toEqual({ ArnNotEquals: { 'aws:PrincipalArn': arn } });
  });

  it('on the bucket: its name, what the job may write to, what its network lets through and what the script is told are one', () => {
    const bucket = 'llama-weights-acme-111122223333-eu-north-1';
    expect(all(store(), 'AWS::S3::Bucket').map(({ Properties }) => Properties.BucketName)).toContain(bucket);
    const writing = statements(job()).filter(({ Action }: Json) => [Action].flat().includes('s3:PutObject'));
    expect(writing.map(({ Resource }: Json) => Resource)).toEqual([`arn:aws:s3:::${bucket}/*`, `arn:aws:s3:::${bucket}/*`]);
    expect(JSON.stringify(resourceOf(job(), 'AWS::Route53Resolver::FirewallDomainList').Domains)).toContain(`${bucket}.s3.eu-north-1.`);
    expect(variable(job(), 'WEIGHTS_BUCKET').Value).toBe(bucket);
  });

  it('on the key that signs, of every generation', () => {
    const next = edit('  ingest:\n    account: supply', '  signingKeyGeneration: 2\n  ingest:\n    account: supply');
    for (const [edits, alias] of [[[], 'alias/llama-weights-acme-1'] as const, [[next], 'alias/llama-weights-acme-2'] as const]) {
      expect(resourceOf(stack('aws-weights-eu-north-1', edits), 'AWS::KMS::Alias').AliasName).toBe(alias);
      const document = stack('aws-weights-ingest-eu-north-1', edits);
      expect(variable(document, 'WEIGHTS_SIGNING_KEY').Value).toBe(`arn:aws:kms:eu-north-1:111122223333:${alias}`);
      const [signing] = statements(document).filter(({ Action }: Json) => [Action].flat().includes('kms:Sign') && [Action].flat().length === 2);
      expect(JSON.stringify(statements(document))).toContain(`"kms:RequestAlias":"${alias}"`);
      expect(signing).toBeDefined();
    }
  });

  it('on where weights lie: nodes read the prefix that the job writes', () => {
    const data = JSON.stringify(resourceOf(stack('aws-fleet-eu-fleet'), 'AWS::EC2::LaunchTemplate').LaunchTemplateData.UserData);
    expect(data).toContain(`WEIGHTS_PREFIX=\\"${variable(job(), 'WEIGHTS_PREFIX').Value}\\"`);
  });
});

describe('the job', () => {
  it('runs once at a time, unprivileged, from its own registry, with its token from a secret that is made empty', () => {
    const project = resourceOf(job(), 'AWS::CodeBuild::Project');
    expect(project).toMatchObject({ ConcurrentBuildLimit: 1, TimeoutInMinutes: 480, Visibility: 'PRIVATE', Artifacts: { Type: 'NO_ARTIFACTS' } });
    expect(project.Environment).toMatchObject({ PrivilegedMode: false, ImagePullCredentialsType: 'SERVICE_ROLE' });
    expect(JSON.stringify(project.Environment.Image)).toMatch(/444455556666\.dkr\.ecr\.eu-north-1\..*weights-ingest@sha256:0{64}/);
    expect(variable(job(), 'HF_TOKEN')).toMatchObject({ Type: 'SECRETS_MANAGER', Value: { Ref: 'Token' } });
    const token = resourceOf(job(), 'AWS::SecretsManager::Secret');
    expect([token.SecretString, token.GenerateSecretString]).toEqual([undefined, undefined]);
  });

  it('is created only after its role may put it into the network', () => {
    const [project] = all(job(), 'AWS::CodeBuild::Project');
    expect([project.DependsOn].flat().some((id: string) => job().Resources[id].Type === 'AWS::IAM::ManagedPolicy')).toBe(true);
  });

  it('is started by a state machine that takes no input, which the named roles alone may start', () => {
    const { Definition } = resourceOf(job(), 'AWS::StepFunctions::StateMachine');
    expect(JSON.stringify(Definition)).not.toMatch(/\$\.|\$\$|JSONata|Override/);
    expect(statements(job()).filter(({ Action }: Json) => [Action].flat().includes('codebuild:StartBuild'))).toMatchObject([
      { Action: 'codebuild:StartBuild', Resource: { 'Fn::GetAtt': ['prodllama70', 'Arn'] } },
    ]);
    const starter = all(job(), 'AWS::IAM::Role').find(({ Properties }) => Properties.RoleName === 'llama-weights-start-acme-eu-north-1');
    expect(starter.Properties.AssumeRolePolicyDocument.Statement).toMatchObject([
      { Action: 'sts:AssumeRole', Principal: { AWS: 'arn:aws:iam::444455556666:role/ml-platform-release' } },
    ]);
  });

  it('tells people when it fails, is stopped or was not started', () => {
    const patterns = all(job(), 'AWS::Events::Rule').map(({ Properties }) => Properties.EventPattern);
    expect(patterns.map(({ detail }: Json) => detail['build-status'] ?? detail.status)).toEqual([
      ['FAILED', 'FAULT', 'STOPPED', 'TIMED_OUT'],
      ['ABORTED', 'FAILED', 'TIMED_OUT'],
    ]);
  });
});

describe('a topology without the job', () => {
  it('has neither its stack nor names that another account would need', () => {
    expect(stack('aws-weights-ingest-eu-north-1', [], 'examples/sovereign.yaml')).toBeUndefined();
    const document = evidenceOf(topologyWith([], 'examples/sovereign.yaml')).aws?.find(({ name }) => name.includes('-aws-weights-'))?.document as Json;
    expect(all(document, 'AWS::KMS::Alias')).toEqual([]);
    expect(all(document, 'AWS::S3::Bucket').every(({ Properties }) => Properties.BucketName === undefined)).toBe(true);
  });
});

describe('a supply of weights that cannot work is refused with its line', () => {
  it.each<[string, Edit, string]>([
    ['an account that is not declared', edit('account: supply\n    image', 'account: suply\n    image'), 'Did you mean "supply"?'],
    ['a zone of another region', edit('10.60.0.0/24, availabilityZone: eu-north-1a', '10.60.0.0/24, availabilityZone: eu-west-1a'), 'a zone of eu-north-1'],
    ['a range that is too small', edit('10.60.0.0/24', '10.60.0.0/28'), 'from /16 to /27'],
    ['a role brought along beside it', edit('weights:\n  ingest:', 'weights:\n  ingestRole: arn:aws:iam::444455556666:role/x\n  ingest:'), 'one of the two'],
    ['weights that no job can fetch', edit('source: huggingface', 'source: meta'), 'Allowed with weights.ingest: huggingface'],
    ['nobody who may start it', edit('startedBy: ["arn:aws:iam::444455556666:role/ml-platform-release"]', 'startedBy: []'), 'startedBy'],
    ['everybody who may start it', edit('"arn:aws:iam::444455556666:role/ml-platform-release"', '"*"'), 'the ARN of a role'],
    ['every role who may start it', edit('role/ml-platform-release', 'role/*'), 'the ARN of a role'],
  ])('%s', (_, change, message) => {
    expect(readFileSync('topology.yaml', 'utf8')).toContain(change[0]);
    expect(() => topologyWith([change])).toThrow(/topology\.yaml:\d+:\d+/);
    expect(() => topologyWith([change])).toThrow(message);
  });
});
