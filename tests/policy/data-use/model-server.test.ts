import { describe, expect, it } from 'vitest';
import { engineFeatures } from '../../../facts/engine-features.js';
import { table } from '../../../facts/read.js';
import { rule } from '../../../policy/data-use/model-server.js';
import { type Json, resourceOf, terraformResourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { onGoogleFleet, userData } from '../../support/google-fleet.js';
import { findingsWithSiem } from '../../support/siem.js';
import { topologies } from '../../support/topologies.js';

const fleet = 'aws-fleet-eu-fleet';
const task = (change: (task: Json) => void) => findingsAfter(rule, fleet, (document) => change(resourceOf(document, 'AWS::ECS::TaskDefinition')));
const server = (change: (container: Json) => void) => task(({ ContainerDefinitions: [container] }) => change(container));
const flag = (from: string, to: string) => (container: Json) => {
  const at = container.Command.findIndex((word: string) => word.startsWith(from));
  if (at < 0) throw new Error(`no ${from}`);
  container.Command[at] = to;
};
const add =
  (...words: string[]) =>
  (container: Json) =>
    void container.Command.push(...words);
const variable = (Name: string, Value: string) => (container: Json) => void container.Environment.push({ Name, Value });

describe(rule.id, () => {
  it.each([...topologies.map(([, file]) => file)])('accepts %s', (file) => {
    expect(findings(rule, [], file)).toEqual([]);
  });

  it.each([
    [
      'serving that the host overrides',
      [['    image: vllm-openai:v0.32.0', '    serving: {tensorParallel: 4, maxModelLen: 16384, gpuMemoryUtilization: 0.8}\n    image: vllm-openai:v0.32.0']],
    ],
    ['a version that counts each process for itself', [['vllm-openai:v0.32.0', 'vllm-openai:v0.29.0']]],
  ] as const)('accepts %s', (_, edits) => {
    expect(findings(rule, edits)).toEqual([]);
  });

  it.each<[string, (container: Json) => void, string]>([
    ['another model', flag('--model=', '--model=/models/other'), '--model'],
    ['another name', flag('--served-model-name', '--served-model-name=gpt-4'), '--served-model-name'],
    ['longer prompts', flag('--max-model-len', '--max-model-len=65536'), '--max-model-len'],
    ['a value in the next word', flag('--max-num-seqs', '--max_num_seqs'), '--max-num-seqs'],
    ['a second value', add('--model=/models/other'), '--model (again)'],
    ['an argument that is no option', add('serve'), 'serve'],
    ['no access log switched off', (container) => container.Command.pop(), '--disable-uvicorn-access-log'],
    ['code of a repository', add('--trust-remote-code'), '--trust-remote-code'],
    ['the same with underscores', add('--trust_remote_code'), '--trust-remote-code'],
    ['the same, shortened', add('--trust-remote'), '--trust-remote'],
    ['traces', add('--otlp-traces-endpoint=http://10.0.0.9:4317'), '--otlp-traces-endpoint'],
    ['traces, spelt in two words', add('--otlp-traces-endpoint', 'http://10.0.0.9:4317'), '--otlp-traces-endpoint'],
    ['a key in clear text', add('--api-key=x'), '--api-key'],
    ['a cache elsewhere', add('--kv-transfer-config={"kv_connector":"x"}'), '--kv-transfer-config'],
    ['an adapter', add('--lora-modules=a=/tmp/a'), '--lora-modules'],
    ['a plugin', add('--tool-parser-plugin=/tmp/x.py'), '--tool-parser-plugin'],
    ['origins', add('--allowed-origins=["*"]'), '--allowed-origins'],
    ['an address', add('--host=0.0.0.0'), '--host'],
    ['a middleware', add('--middleware=x.y'), '--middleware'],
    ['traffic through a proxy', variable('HTTPS_PROXY', 'http://10.0.0.9'), 'HTTPS_PROXY'],
    ['a library', variable('LD_PRELOAD', '/tmp/x.so'), 'LD_PRELOAD'],
    ['a variable of vLLM', variable('VLLM_TRACE_FUNCTION', '1'), 'VLLM_TRACE_FUNCTION'],
    ['a variable twice', variable('HOME', '/tmp'), 'HOME (again)'],
    ['another entry point', (container) => (container.EntryPoint = ['sh', '-c']), 'EntryPoint'],
    ['another image', (container) => (container.Image = `ghcr.io/x/vllm@sha256:${'1'.repeat(64)}`), 'Image'],
    ['another log', (container) => (container.LogConfiguration.LogDriver = 'splunk'), 'LogDriver'],
    ['a log of another account', (container) => (container.LogConfiguration.Options['awslogs-group'] = '/other'), 'awslogs-group'],
    ['a secret of another', (container) => (container.Secrets[0].ValueFrom = 'arn:aws:secretsmanager:eu-north-1:999999999999:secret:x'), 'Secrets'],
    ['a second secret', (container) => container.Secrets.push({ Name: 'X', ValueFrom: 'y' }), 'Secrets'],
    ['weights that can be written', (container) => (container.MountPoints[0].ReadOnly = false), 'MountPoints[0].ReadOnly'],
    ['every right', (container) => (container.Privileged = true), 'Privileged'],
    ['root', (container) => (container.User = '0'), 'User'],
    ['a file system that can be written', (container) => (container.ReadonlyRootFilesystem = false), 'ReadonlyRootFilesystem'],
    ['a capability', (container) => (container.LinuxParameters.Capabilities = { Add: ['SYS_PTRACE'], Drop: ['ALL'] }), 'LinuxParameters.Capabilities.Add'],
    ['a device', (container) => (container.LinuxParameters.Devices = [{ HostPath: '/dev/mem' }]), 'LinuxParameters.Devices'],
    ['a terminal', (container) => (container.PseudoTerminal = true), 'PseudoTerminal'],
    ['a name server', (container) => (container.DnsServers = ['10.0.0.9']), 'DnsServers'],
  ])('refuses a server with %s', (_, change, named) => {
    expect(server(change)).toMatchObject([{ severity: 'fatal', path: 'hosts.eu-fleet', message: expect.stringContaining(named) }]);
  });

  it.each<[string, (task: Json) => void, string]>([
    ['one container more', ({ ContainerDefinitions: all }) => all.push({ Name: 'tap', Image: 'x' }), 'tap'],
    ['the socket of Docker', ({ Volumes }) => (Volumes[0].Host.SourcePath = '/var/run/docker.sock'), 'Volumes[0]'],
    ['the network of its node', (one) => (one.NetworkMode = 'host'), 'NetworkMode'],
    ['the processes of its node', (one) => (one.PidMode = 'host'), 'PidMode'],
    ['the memory of its node', (one) => (one.IpcMode = 'host'), 'IpcMode'],
    ['a proxy', (one) => (one.ProxyConfiguration = { ContainerName: 'tap' }), 'ProxyConfiguration'],
    ['another family', (one) => (one.Family = 'x'), 'no task of this host'],
    ['a role of another account', (one) => (one.TaskRoleArn = 'arn:aws:iam::999999999999:role/x'), 'TaskRoleArn'],
    [
      'metrics that go elsewhere',
      ({ ContainerDefinitions: [, metrics] }) => {
        const parts = metrics.Environment[0].Value['Fn::Join'][1];
        parts[0] = parts[0].replace('"awsemf":', '"otlphttp":{"endpoint":"http://10.0.0.9"},"awsemf":');
      },
      'COLLECTOR_CONFIG',
    ],
    [
      'metrics of another server',
      ({ ContainerDefinitions: [, metrics] }) => {
        const parts = metrics.Environment[0].Value['Fn::Join'][1];
        parts[0] = parts[0].replace('localhost:8000', '10.0.0.9:8000');
      },
      'COLLECTOR_CONFIG',
    ],
  ])('refuses a task with %s', (_, change, named) => {
    expect(task(change)).toMatchObject([{ message: expect.stringContaining(named) }]);
  });

  it('takes mounts and volumes in any order, and refuses another', () => {
    const reversed = (change: (mounts: Json[], volumes: Json[]) => void) =>
      task(({ ContainerDefinitions: [container], Volumes }) => change(container.MountPoints.reverse(), Volumes.reverse()));
    expect(reversed(() => undefined)).toEqual([]);
    expect(reversed(([, models]) => (models.ReadOnly = false))).toMatchObject([{ message: expect.stringContaining('ReadOnly false. Allowed: true') }]);
    expect(reversed((_, [cache]) => (cache.Host.SourcePath = '/'))).toMatchObject([{ message: expect.stringContaining('SourcePath /. Allowed: /mnt/nvme') }]);
    expect(reversed((_, volumes) => volumes.push({ Name: 'root', Host: { SourcePath: '/' } }))).toHaveLength(1);
  });

  it('refuses a shell into a task, and a service of another kind', () => {
    const service = (change: (service: Json) => void) => findingsAfter(rule, fleet, (document) => change(resourceOf(document, 'AWS::ECS::Service')));
    expect(service((one) => (one.EnableExecuteCommand = true))).toMatchObject([{ message: expect.stringContaining('EnableExecuteCommand') }]);
    expect(service((one) => (one.ServiceConnectConfiguration = { Enabled: true }))).toMatchObject([{ message: expect.stringContaining('ServiceConnect') }]);
  });

  it.each([
    ['a flag', '          --disable-uvicorn-access-log', '          --disable-uvicorn-access-log --trust-remote-code', '--trust-remote-code'],
    ['a variable', '--env=USER=vllm', '--env=USER=vllm --env=HTTPS_PROXY=http://x', 'HTTPS_PROXY'],
    ['the socket of Docker', '--shm-size=64g', '--shm-size=64g --volume=/var/run/docker.sock:/var/run/docker.sock', 'options'],
    [
      'another log driver',
      '--log-driver=none \\\n          --env-file=/run/blueprint/vllm.env',
      '--log-driver=gelf \\\n          --env-file=/run/blueprint/vllm.env',
      'options',
    ],
    ['another user', '--user=2000:0', '--user=0:0', 'options'],
    ['another image', '/llama/vllm-openai@sha256:', '/others/vllm-openai@sha256:', 'image'],
  ])('refuses a node on Google with %s', (_, from, to, named) => {
    expect(onGoogleFleet(rule, userData(from, to))).toContainEqual(expect.objectContaining({ message: expect.stringContaining(named) }));
  });

  it.each<[string, (job: Json) => void, string]>([
    ['another image', (job) => (job.Environment.Image = `ghcr.io/x/ingest@sha256:${'1'.repeat(64)}`), 'Environment.Image'],
    ['another bucket', (job) => (job.Environment.EnvironmentVariables.find(({ Name }: Json) => Name === 'WEIGHTS_BUCKET').Value = 'other'), 'WEIGHTS_BUCKET'],
    ['a variable more', (job) => job.Environment.EnvironmentVariables.push({ Name: 'HTTPS_PROXY', Value: 'http://10.0.0.9' }), 'HTTPS_PROXY'],
    ['every right', (job) => (job.Environment.PrivilegedMode = true), 'PrivilegedMode'],
    ['a cache', (job) => (job.Cache = { Type: 'S3', Location: 'other' }), 'Cache'],
    ['logs elsewhere', (job) => (job.LogsConfig.S3Logs = { Status: 'ENABLED', Location: 'other' }), 'LogsConfig.S3Logs'],
    ['everybody as its reader', (job) => (job.Visibility = 'PUBLIC_READ'), 'Visibility'],
  ])('refuses a job with %s', (_, change, named) => {
    const found = findingsAfter(rule, 'aws-weights-ingest-eu-north-1', (document) => change(resourceOf(document, 'AWS::CodeBuild::Project')));
    expect(found).toMatchObject([{ path: 'weights.ingest', message: expect.stringContaining(named) }]);
  });

  it('refuses a container where a provider runs the servers, and in a stack of no host', () => {
    const container = (document: Written) => {
      document.Resources['Tap'] = { Type: 'AWS::ECS::TaskDefinition', Properties: { ContainerDefinitions: [{ Name: 'tap', Image: 'x' }] } };
    };
    expect(findingsAfter(rule, 'aws-bedrock-us-bedrock', container)).toMatchObject([{ path: 'hosts.us-bedrock', message: expect.stringContaining('tap') }]);
    expect(findingsAfter(rule, 'aws-network-eu', container)).toMatchObject([{ path: 'networks.eu', message: expect.stringContaining('tap') }]);
    const spec = (document: Written) => {
      terraformResourceOf(document, 'google_vertex_ai_endpoint_with_model_garden_deployment').model_config.container_spec = { image_uri: 'x' };
    };
    expect(findingsAfter(rule, 'google-vertex-grounding', spec)).toMatchObject([{ path: 'hosts.grounding' }]);
  });

  it('accepts an agent of the landing zone on nodes of both clouds, and refuses one that does more', () => {
    const agent = `landingZone:\n  nodeAgents:\n    sensor: {image: "sensor:7.1@sha256:${'1'.repeat(64)}", hosts: [HOST], arguments: ["--mode=a b", "$x"], environment: {MODE: x}, reads: [/proc, /var/log], memoryMiB: 256}\nhosts:\n`;
    expect(findings(rule, [['\nhosts:\n', `\n${agent.replace('HOST', 'eu-fleet')}`]])).toEqual([]);
    const onGoogle = agent.replace('HOST', 'eu-gce').replace('sensor:7.1', 'llama/sensor:7.1');
    expect(findings(rule, [['\nhosts:\n', `\n${onGoogle}`]], 'examples/eu-gce.yaml')).toEqual([]);
    const file = 'examples/landing-zone.yaml';
    const change = (edit: (task: Json) => void) => (document: Written) => {
      const tasks = Object.values<Json>(document.Resources).filter(({ Type }) => Type === 'AWS::ECS::TaskDefinition');
      edit(tasks.find(({ Properties }) => Properties.ContainerDefinitions[0].Name === 'sensor')?.Properties);
    };
    const after = (edit: (task: Json) => void) => findingsAfter(rule, 'aws-fleet-fleet', change(edit), {}, file);
    expect(after(({ ContainerDefinitions: [sensor] }) => (sensor.Privileged = true))).toMatchObject([{ message: expect.stringContaining('Privileged') }]);
    expect(after((task) => task.Volumes.push({ Name: 'all', Host: { SourcePath: '/' } }))).toMatchObject([{ message: expect.stringContaining('Volumes') }]);
  });

  it('accepts a container that an extension names, and no other beside the servers', () => {
    const beside = (Name: string) => (document: Written) => {
      const image = `444455556666.dkr.ecr.eu-north-1.amazonaws.com/mirror/forwarder@sha256:${'0'.repeat(64)}`;
      resourceOf(document, 'AWS::ECS::TaskDefinition').ContainerDefinitions.push({ Name, Image: image });
    };
    expect(findingsWithSiem(rule, 'aws-fleet-fleet', beside('forwarder'))).toEqual([]);
    expect(findingsWithSiem(rule, 'aws-fleet-fleet', beside('other'))).not.toEqual([]);
  });

  it('knows from which version on every flag of a layout exists', () => {
    const known = engineFeatures().map(({ name }) => name);
    expect(
      table('serving', 'layouts')
        .flatMap(({ flags }) => flags)
        .filter((name) => !known.includes(name)),
    ).toEqual([]);
  });
});
