import { describe, expect, it } from 'vitest';
import { readZone } from '../../../evidence/gateway/zone.js';
import { rule } from '../../../policy/data-use/gateway-task.js';
import { judge } from '../../../policy/engine.js';
import { type Json, propertiesOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { stacksOf } from '../../support/synthesized.js';
import { asOf, topologies, topologyWith } from '../../support/topologies.js';

const stack = 'aws-gateway-us';
const task = (document: Written): Json => propertiesOf(document, 'Task');
const container = (document: Written, name: string): Json => task(document).ContainerDefinitions.find(({ Name }: Json) => Name === name);
const variable = (document: Written, name: string): Json => container(document, 'configuration').Environment.find(({ Name }: Json) => Name === name);

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, file) => {
    expect(findings(rule, [], file)).toEqual([]);
  });

  it.each<[string, (document: Written) => void, string]>([
    ['the configuration of another digest', (d) => (variable(d, 'CONFIGURATION_SHA256').Value = '0'.repeat(64)), 'CONFIGURATION_SHA256'],
    ['another object', (d) => (variable(d, 'CONFIGURATION_KEY').Value = 'other.json'), 'other.json'],
    ['an object of another account', (d) => (variable(d, 'CONFIGURATION_BUCKET').Value = 'assets-999999999999-us-east-2'), 'this account and region'],
    ['another S3', (d) => (variable(d, 'S3_ENDPOINT').Value = 'https://s3.eu-west-2.amazonaws.com'), 's3.eu-west-2'],
    ['the role of another zone', (d) => (task(d).TaskRoleArn = 'arn:aws:iam::111122223333:role/llama-gateway-acme-eu'), 'TaskRoleArn'],
    ['a container more', (d) => task(d).ContainerDefinitions.push({ Name: 'tap', Image: 'tap' }), 'tap'],
    ['no policy service', (d) => task(d).ContainerDefinitions.splice(3, 1), 'Allowed: configuration, tokens, keys, policy'],
    ['another image', (d) => (container(d, 'envoy').Image = `x@sha256:${'1'.repeat(64)}`), 'Image'],
    ['a level of the log that prints prompts', (d) => (container(d, 'envoy').Command[3] = 'debug'), 'debug'],
    ['another configuration file', (d) => (container(d, 'envoy').Command[1] = '/run/gateway/envoy.json'), '/run/gateway/envoy.json'],
    ['a variable for a process', (d) => (container(d, 'policy').Environment = [{ Name: 'NODE_OPTIONS', Value: '--inspect' }]), 'Environment'],
    ['a shell', (d) => (container(d, 'policy').EntryPoint = ['/bin/sh']), 'EntryPoint'],
    ['root', (d) => (container(d, 'envoy').User = '0'), 'User'],
    ['a writable root', (d) => (container(d, 'envoy').ReadonlyRootFilesystem = false), 'ReadonlyRootFilesystem'],
    ['a capability', (d) => (container(d, 'envoy').LinuxParameters.Capabilities = { Add: ['SYS_PTRACE'] }), 'Capabilities'],
    ['Envoy before the policy service', (d) => container(d, 'envoy').DependsOn.splice(0, 1), 'DependsOn'],
    ['a process whose end nobody minds', (d) => (container(d, 'tokens').Essential = false), 'Essential'],
    ['a process that nobody looks at', (d) => delete container(d, 'tokens').HealthCheck, 'HealthCheck'],
    ['a configuration that a process may write', (d) => (container(d, 'policy').MountPoints[0].ReadOnly = false), 'MountPoints'],
    ['a directory of the host', (d) => (task(d).Volumes[0].Host = { SourcePath: '/' }), 'Volumes'],
    ['a shell into containers', (d) => (propertiesOf(d, 'ServingService').EnableExecuteCommand = true), 'EnableExecuteCommand'],
    ['no task at least', (d) => (propertiesOf(d, 'ServingTasks').MinCapacity = 0), 'has MinCapacity 0. Allowed: 2.'],
    ['one task at most', (d) => (propertiesOf(d, 'ServingTasks').MaxCapacity = 1), 'has MaxCapacity 1. Allowed: 4.'],
    ['the scaling of another service', (d) => (propertiesOf(d, 'ServingTasks').ResourceId = 'service/other/other'), 'has ResourceId service/other/other.'],
    [
      'scaling by nothing',
      (d) => (propertiesOf(d, 'ServingProcessors').TargetTrackingScalingPolicyConfiguration.TargetValue = 100),
      'TargetValue 100. Allowed: 50.',
    ],
    ['a public address', (d) => (propertiesOf(d, 'ServingService').NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp = 'ENABLED'), 'AssignPublicIp'],
  ])('refuses %s', (_, change, says) => {
    const found = findingsAfter(rule, stack, change);
    expect(found.map(({ severity, message }) => `${severity}: ${message}`).join('\n')).toContain(says);
    expect(found[0]?.path).toBe('gateway.zones.us');
  });

  it('refuses a configuration that is not the one in gateway.out', () => {
    const loaded = topologyWith();
    const aws = stacksOf('aws', loaded);
    const [us] = aws.filter(({ name }) => name.endsWith(stack));
    const { files } = JSON.parse(Object.values(us?.assets ?? {})[0]?.text ?? '') as { files: Record<string, string> };
    const found = (changed: Record<string, string>) =>
      judge([rule], loaded, asOf, { aws, gateway: [readZone({ zone: 'us', files: changed })] }).map(({ message }) => message);
    expect(found(files)).toEqual([]);
    expect(found({ ...files, 'envoy.json': '{}' })).toEqual([expect.stringContaining('has another envoy.json than gateway.out')]);
    const { 'policy.json': _, ...fewer } = files;
    expect(found(fewer)).toEqual([expect.stringContaining('has policy.json, which gateway.out has not')]);
  });
});
