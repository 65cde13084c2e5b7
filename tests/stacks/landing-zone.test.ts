import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Resource, SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { carriedTags } from '../../evidence/tags/carried-tags.js';
import { resourceOf, terraformResourceOf } from '../support/documents.js';
import { evidenceOf, stacksOf, written } from '../support/synthesized.js';
import { type Edit, topologyWith } from '../support/topologies.js';

const example = 'examples/landing-zone.yaml';
const { aws = [], terraform = [] } = evidenceOf(topologyWith([], example));
const digest = `sha256:${'0'.repeat(64)}`;

/** The reference topology has every cloud, and stacks that the example has not. */
const reference: Edit = [
  '\nzones:\n',
  `
landingZone:
  permissionsBoundary: Boundary
  rolePath: /llama/
  bootstrapQualifier: acmeboot
  securityPrincipals: { audit: "arn:aws:iam::999988887777:role/Audit" }
  extraTags: { backup-plan: none }
zones:
`,
];
const everywhere = evidenceOf(topologyWith([reference]));
const of = (stacks: readonly SynthesizedStack[], type: string): Resource[] => stacks.flatMap(({ resources }) => resources.filter((one) => one.type === type));

describe.each([
  ['the example', aws, 'landing-zone/WorkloadBoundary', '/workloads/llama/', 'llmplat', 13],
  ['the reference topology', everywhere.aws ?? [], 'Boundary', '/llama/', 'acmeboot', 15],
] as const)('on AWS, in %s,', (_, stacks, boundary, path, qualifier, roles) => {
  it('every role has boundary and path, also those that CDK makes itself', () => {
    const found = of(stacks, 'AWS::IAM::Role');
    expect(found.length).toBeGreaterThanOrEqual(roles);
    for (const { stack, id, properties } of found) {
      expect([id, properties['PermissionsBoundary'], properties['Path']]).toEqual([id, `arn:aws:iam::${stack.account}:policy/${boundary}`, path]);
    }
  });

  it('every policy and instance profile has the path', () => {
    const found = [...of(stacks, 'AWS::IAM::ManagedPolicy'), ...of(stacks, 'AWS::IAM::InstanceProfile')];
    expect(found.length).toBeGreaterThan(5);
    expect(new Set(found.map(({ properties }) => properties['Path']))).toEqual(new Set([path]));
  });

  it('every stack is deployed through the bootstrap', () => {
    for (const { name, document } of stacks) {
      const { BootstrapVersion } = document['Parameters'] as Record<string, { Default: string }>;
      expect([name, BootstrapVersion?.Default]).toEqual([name, `/cdk-bootstrap/${qualifier}/version`]);
    }
    expect(JSON.stringify(stacks.map(({ document }) => document))).not.toContain('hnb659fds');
  });

  it('no ARN of a role of ours is without the path', () => {
    const text = JSON.stringify([...stacks, ...terraform].map(({ document }) => document));
    expect(text).toContain(`:role${path}llama-`);
    expect(text).not.toMatch(/:iam::\d+:role\/llama-(platform|weights)/);
  });

  it('every key and bucket shows the security team how it is set up, and nothing of what it holds', () => {
    const keys = of(stacks, 'AWS::KMS::Key').map(({ properties }) => JSON.stringify(properties['KeyPolicy']));
    const buckets = of(stacks, 'AWS::S3::BucketPolicy').map(({ properties }) => JSON.stringify(properties['PolicyDocument']));
    expect([keys.length > 3, buckets.length > 0]).toEqual([true, true]);
    for (const policy of [...keys, ...buckets]) expect(policy).toContain('"Sid":"SecurityReaders"');
    const statements = of(stacks, 'AWS::KMS::Key').flatMap(
      ({ properties }) => (properties['KeyPolicy'] as { Statement: { Sid?: string; Action: string[] }[] }).Statement,
    );
    const actions = new Set(statements.filter(({ Sid }) => Sid === 'SecurityReaders').flatMap(({ Action }) => Action));
    expect([...actions].sort()).toEqual(['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:ListKeyPolicies', 'kms:ListResourceTags']);
  });
});

describe('extra tags', () => {
  it('are on what takes tags, in every cloud, beside those of finance', () => {
    const tags = resourceOf(written('aws-network-us', example), 'AWS::EC2::VPC').Tags as { Key: string; Value: string }[];
    expect(tags).toEqual(
      expect.arrayContaining([
        { Key: 'confidentiality', Value: 'c3' },
        { Key: 'owner', Value: 'retail-it' },
      ]),
    );
    const sets = [...(everywhere.aws ?? []), ...(everywhere.terraform ?? [])].flatMap(({ cloud, resources }) =>
      resources.flatMap((resource) => carriedTags(resource).map(({ of, tags }) => ({ cloud, of, tags }))),
    );
    expect(new Set(sets.map(({ cloud }) => cloud))).toEqual(new Set(['aws', 'azure', 'google']));
    for (const { of, tags } of sets) expect([of, tags['backup-plan'], tags['managed-by']]).toEqual([of, 'none', 'hybrid-llama-blueprint']);
  });

  it('never replace a tag of finance', () => {
    expect(() => topologyWith([[reference[0], reference[1].replace('backup-plan', 'workload')]])).toThrow('other than the required ones');
  });
});

describe('flow logs', () => {
  it('go to the archive of their region, and need no key and no role', () => {
    const stack = written('aws-network-us', example);
    expect(resourceOf(stack, 'AWS::EC2::FlowLog')).toMatchObject({
      LogDestinationType: 's3',
      LogDestination: 'arn:aws:s3:::aws-controltower-logs-444455556666-us-east-2',
    });
    const types = Object.values(stack.Resources).map(({ Type }) => Type);
    expect(types.filter((type) => /Logs|KMS|IAM/.test(type))).toEqual([]);
  });

  it('stay in a log group where the archive has no bucket', () => {
    const edit: Edit = ['      us-east-2: aws-controltower-logs-444455556666-us-east-2\n', ''];
    const stack = stacksOf('aws', topologyWith([edit], example)).find(({ name }) => name.endsWith('aws-network-us'));
    expect(stack?.resources.filter(({ type }) => type === 'AWS::EC2::FlowLog')).toMatchObject([{ properties: { LogDestinationType: 'cloud-watch-logs' } }]);
  });
});

describe('images of a declared registry', () => {
  it('are named as the topology names them, and may be pulled from there', () => {
    const stack = written('aws-fleet-fleet', example);
    const shared = '444455556666.dkr.ecr.eu-north-1.amazonaws.com/mirror';
    const images = Object.values(stack.Resources)
      .filter(({ Type }) => Type === 'AWS::ECS::TaskDefinition')
      .flatMap(({ Properties }) => Properties.ContainerDefinitions);
    expect(images.map(({ Name, Image }) => [Name, typeof Image === 'string' ? Image : 'own'])).toEqual([
      ['vllm', `${shared}/vllm-openai@${digest}`],
      ['metrics', 'own'],
      ['sensor', `${shared}/sensor@${digest}`],
    ]);
    expect(JSON.stringify(stack.Resources)).toContain('arn:aws:ecr:eu-north-1:444455556666:repository/mirror/vllm-openai');
  });
});

describe('agents', () => {
  it('run on every node on AWS, without a role, a capability, a GPU or a way to write', () => {
    const { Resources } = written('aws-fleet-fleet', example);
    const service = Object.entries(Resources).find(([id, { Type }]) => Type === 'AWS::ECS::Service' && id.startsWith('Agents'))?.[1].Properties;
    expect(service).toMatchObject({ SchedulingStrategy: 'DAEMON', EnableExecuteCommand: false });
    const task = Object.entries(Resources).find(([id, { Type }]) => Type === 'AWS::ECS::TaskDefinition' && id.startsWith('Agents'))?.[1].Properties;
    expect(task.TaskRoleArn).toBeUndefined();
    expect(task.Volumes).toEqual([
      { Name: 'proc', Host: { SourcePath: '/proc' } },
      { Name: 'sys', Host: { SourcePath: '/sys' } },
    ]);
    const [container] = task.ContainerDefinitions;
    expect(container).toMatchObject({
      Name: 'sensor',
      Command: ['--mode=detect'],
      Memory: 512,
      ReadonlyRootFilesystem: true,
      LinuxParameters: { Capabilities: { Drop: ['ALL'] } },
      MountPoints: [
        { ContainerPath: '/host/proc', ReadOnly: true, SourceVolume: 'proc' },
        { ContainerPath: '/host/sys', ReadOnly: true, SourceVolume: 'sys' },
      ],
    });
    expect(container.Environment).toEqual([
      { Name: 'NVIDIA_VISIBLE_DEVICES', Value: 'void' },
      { Name: 'SENSOR_GROUP', Value: 'llama' },
    ]);
    expect(container.Privileged).toBeUndefined();
    expect(container.ResourceRequirements).toBeUndefined();
  });

  it('run on every machine on Google, in a unit of their own', () => {
    const template = terraformResourceOf(written('google-fleet-gce', example), 'google_compute_region_instance_template');
    const config = parse(template.metadata['user-data']);
    const unit: string = config.write_files.find(({ path }: { path: string }) => path === '/etc/systemd/system/agent-sensor-google.service').content;
    const words = unit.replaceAll(' \\\n    ', ' ');
    expect(words).toContain(
      `docker run --rm --name=agent-sensor-google --read-only --tmpfs=/tmp:rw,noexec,nosuid,nodev,size=64m --memory=512m --init --cap-drop=ALL --security-opt=no-new-privileges --log-driver=none europe-docker.pkg.dev/nordic-images/mirror/sensor@${digest} --mode=detect`,
    );
    expect(config.runcmd).toContain('systemctl start --no-block agent-sensor-google.service');
    expect(JSON.stringify(config)).toContain('--registries=europe-docker.pkg.dev,europe-west4-docker.pkg.dev');
  });

  it('are on no fleet that they do not name', () => {
    const edit: Edit = ['hosts: [fleet]', 'hosts: [gce]'];
    const stack = stacksOf('aws', topologyWith([edit], example)).find(({ name }) => name.endsWith('aws-fleet-fleet'));
    expect(JSON.stringify(stack?.document)).not.toContain('sensor');
  });
});
