import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../support/documents.js';
import { type Emulator, emulatorOfRun, emulatorPrograms, type Run, run } from './emulator.js';

const python = emulatorPrograms();
const bin = 'bin' in python ? python.bin : '';
if ('reason' in python) process.stderr.write(`tests/runtime/release-group.programs.test.ts: skipped, ${python.reason}\n`);

const account = '123456789012';
const region = 'eu-north-1';
let emulator: Emulator;
let count = 0;
const told = mkdtempSync(join(tmpdir(), 'release-group-'));
afterAll(() => rmSync(told, { recursive: true }));

beforeAll(async () => {
  if (bin === '') return;
  writeFileSync(join(told, 'aws'), strategies, { mode: 0o755 });
  emulator = await emulatorOfRun(bin);
}, 60_000);

async function aws(...words: string[]): Promise<Json> {
  const { status, output } = await run('aws', [...words, '--region', region, '--output', 'json'], emulator.environment);
  if (status !== 0) throw new Error(`aws ${words.join(' ')}: ${output}`);
  return output.trim() === '' ? undefined : JSON.parse(output);
}

const describeGroup = async (name: string) =>
  (await aws('autoscaling', 'describe-auto-scaling-groups', '--auto-scaling-group-names', name)).AutoScalingGroups[0];

/** A group of protected nodes behind a capacity provider, and a scaled service on them, as a fleet has one. */
async function fleet(nodes: number): Promise<{ group: string; provider: string; cluster: string }> {
  const group = `fleet-${++count}`;
  await aws('autoscaling', 'create-launch-configuration', '--launch-configuration-name', group, '--image-id', 'ami-12c6146b', '--instance-type', 't3.micro');
  await aws(
    ...['autoscaling', 'create-auto-scaling-group', '--auto-scaling-group-name', group, '--launch-configuration-name', group],
    ...['--min-size', String(nodes), '--max-size', String(nodes), '--desired-capacity', String(nodes)],
    ...['--availability-zones', 'eu-north-1a', '--new-instances-protected-from-scale-in'],
  );
  const { AutoScalingGroupARN } = await describeGroup(group);
  const provider = `${group}-provider`;
  const settings = `autoScalingGroupArn=${AutoScalingGroupARN},managedScaling={status=ENABLED,targetCapacity=100},managedTerminationProtection=ENABLED`;
  await aws('ecs', 'create-capacity-provider', '--name', provider, '--auto-scaling-group-provider', settings);
  const cluster = `${group}-cluster`;
  await aws('ecs', 'create-cluster', '--cluster-name', cluster);
  const task = JSON.stringify([{ name: 'vllm', image: 'i', memory: 128 }]);
  await aws('ecs', 'register-task-definition', '--family', group, '--container-definitions', task);
  for (const [name, on] of [
    ['serving', provider],
    ['elsewhere', 'another'],
  ])
    await aws(
      ...['ecs', 'create-service', '--cluster', cluster, '--service-name', name ?? '', '--task-definition', group, '--desired-count', '2'],
      ...['--capacity-provider-strategy', `capacityProvider=${on},weight=1`],
    );
  await aws(
    ...['application-autoscaling', 'register-scalable-target', '--service-namespace', 'ecs', '--scalable-dimension', 'ecs:service:DesiredCount'],
    ...['--resource-id', `service/${cluster}/serving`, '--min-capacity', '2', '--max-capacity', '4'],
  );
  return { group, provider, cluster };
}

const tasksOf = async (cluster: string) => {
  const { services } = await aws('ecs', 'describe-services', '--cluster', cluster, '--services', 'serving', 'elsewhere');
  return Object.fromEntries(services.map((one: Json) => [one.serviceName, one.desiredCount]));
};
const suspended = async (cluster: string) => {
  const asked = ['--service-namespace', 'ecs', '--resource-ids', `service/${cluster}/serving`];
  return (await aws('application-autoscaling', 'describe-scalable-targets', ...asked)).ScalableTargets[0].SuspendedState?.ScheduledScalingSuspended ?? false;
};

/** The emulator keeps no capacity providers of services: it is told here that `serving` puts its tasks on the provider of its fleet, and nothing else does. A call with the words of FAILS fails, with AFTER only once one with those was made. */
const strategies = `#!/bin/bash
[[ -z "\${AFTER:-}" || "$*" != *"\${AFTER}"* ]] || touch "\${0%/*}/\${SINCE}"
if [[ -n "\${FAILS:-}" && "$*" == *"\${FAILS}"* && ( -z "\${AFTER:-}" || -e "\${0%/*}/\${SINCE}" ) ]]; then
  echo 'ThrottlingException' >&2
  exit 254
fi
if [[ "$*" == *capacityProviderStrategy* ]]; then
  [[ "$*" =~ --cluster\\ ([^ ]+)-cluster ]]
  [[ "$*" != */serving* || "$*" != *"=='\${BASH_REMATCH[1]}-provider'"* ]] || echo "\${BASH_REMATCH[1]}-provider"
  exit 0
fi
PATH="\${PATH#*:}" exec aws "$@"
`;

const release = (...words: string[]): Promise<Run> => releaseWhere({}, ...words);
const releaseWhere = (settings: Readonly<Record<string, string>>, ...words: string[]): Promise<Run> => {
  const { PATH = '', ...environment } = emulator.environment;
  return run('/bin/bash', [resolve('bin/release-group.sh'), ...words], {
    ...{ ...environment, PATH: `${told}:${PATH}` },
    ...{ RELEASE_POLL_SECONDS: '0', RELEASE_WAIT_SECONDS: '20', ...settings },
  });
};
const place = ['--account', account, '--region', region];

describe.skipIf(bin === '')('release-group.sh', () => {
  it('changes nothing until the group is confirmed by name', async () => {
    const { group, provider, cluster } = await fleet(2);
    const result = await release(...place, '--cluster', cluster, '--group', group, '--capacity-provider', provider);
    expect(result).toMatchObject({ status: 0, output: expect.stringContaining(`${group}: 2 nodes, capacity provider ${provider}`) });
    expect(result.output).toContain(`--confirm ${group}`);
    const { Instances, DesiredCapacity } = await describeGroup(group);
    expect([DesiredCapacity, ...Instances.map((node: Json) => node.ProtectedFromScaleIn)]).toEqual([2, true, true]);
    expect(await tasksOf(cluster)).toEqual({ serving: 2, elsewhere: 2 });
    expect(await suspended(cluster)).toBe(false);
  });

  it('ends tasks, protection, nodes and deletion protection of a group whose nodes are protected, more than one call takes', async () => {
    const { group, provider, cluster } = await fleet(53);
    const other = await fleet(1);
    // Without it the nodes stay: this is what hangs.
    await aws('autoscaling', 'update-auto-scaling-group', '--auto-scaling-group-name', group, '--min-size', '0').catch(() => undefined);
    await aws('autoscaling', 'set-desired-capacity', '--auto-scaling-group-name', group, '--desired-capacity', '0').catch(() => undefined);
    expect((await describeGroup(group)).Instances).toHaveLength(53);

    const result = await release(...place, '--cluster', cluster, '--group', group, '--capacity-provider', provider, '--confirm', group);
    // A service that may lose a tenth of its tasks keeps the others on nodes that drain, for ever where no other node comes.
    expect(await tasksOf(cluster)).toEqual({ serving: 0, elsewhere: 2 });
    expect(await suspended(cluster)).toBe(true);
    expect(await tasksOf(other.cluster)).toEqual({ serving: 2, elsewhere: 2 });
    expect(result).toMatchObject({ status: 0, output: expect.stringContaining(`${group} is empty and can be deleted`) });
    expect(await describeGroup(group)).toMatchObject({ Instances: [], MinSize: 0, MaxSize: 0, DesiredCapacity: 0, NewInstancesProtectedFromScaleIn: false });
    const { capacityProviders } = await aws('ecs', 'describe-capacity-providers', '--capacity-providers', provider, other.provider);
    const shown = Object.fromEntries(capacityProviders.map((one: Json) => [one.name, one.autoScalingGroupProvider]));
    expect(shown[provider]).toMatchObject({ managedScaling: { status: 'DISABLED' }, managedTerminationProtection: 'DISABLED' });
    expect(shown[other.provider]).toMatchObject({ managedTerminationProtection: 'ENABLED' });
    expect((await describeGroup(other.group)).Instances).toHaveLength(1);
    // What was done may be done again.
    expect(await release(...place, '--cluster', cluster, '--group', group, '--capacity-provider', provider, '--confirm', group)).toMatchObject({ status: 0 });
    await aws('autoscaling', 'delete-auto-scaling-group', '--auto-scaling-group-name', group);
  }, 120_000);

  it('refuses another account, the provider of another group, and a group that is not there', async () => {
    const { group, provider, cluster } = await fleet(1);
    const other = await fleet(1);
    const strange = await release(...place, '--cluster', other.cluster, '--group', group, '--capacity-provider', provider, '--confirm', group);
    expect(strange).toMatchObject({ status: 1, output: expect.stringContaining(`no service in the cluster ${other.cluster} puts its tasks on ${provider}`) });
    const mixed = await release(...place, '--cluster', cluster, '--group', group, '--capacity-provider', other.provider, '--confirm', group);
    expect(mixed).toMatchObject({ status: 1, output: expect.stringContaining(`${other.provider} is of `) });
    const elsewhere = await release(
      '--account',
      '444455556666',
      '--region',
      region,
      '--cluster',
      cluster,
      '--group',
      group,
      '--capacity-provider',
      provider,
      '--confirm',
      group,
    );
    expect(elsewhere).toMatchObject({ status: 1, output: expect.stringContaining(`you are in account ${account}, not 444455556666`) });
    expect(await release(...place, '--cluster', cluster, '--group', 'none', '--capacity-provider', provider, '--confirm', 'none')).toMatchObject({
      status: 1,
      output: expect.stringContaining('no Auto Scaling group none'),
    });
    expect((await describeGroup(group)).Instances[0].ProtectedFromScaleIn).toBe(true);
  });

  it.each([
    ['tasks', 'runningCount', 'AWS does not say how many tasks run'],
    ['nodes', 'Instances[].InstanceId', 'AWS does not say which nodes'],
    ['services', 'list-services', 'no cluster'],
    ['the scaling of a service', 'describe-scalable-targets', 'ThrottlingException'],
  ])('takes %s that AWS does not tell of for no answer, and goes no further', async (_, call, message) => {
    const { group, provider, cluster } = await fleet(1);
    const words = [...place, '--cluster', cluster, '--group', group, '--capacity-provider', provider, '--confirm', group];
    const result = await releaseWhere({ FAILS: call }, ...words);
    expect(result.status).not.toBe(0);
    expect(result.output).toContain(message);
    const { Instances, MinSize } = await describeGroup(group);
    expect([MinSize, ...Instances.map((node: Json) => node.ProtectedFromScaleIn)]).toEqual([1, true]);
  });

  it.each([
    ['tasks', 'update-service', 'runningCount', 'AWS does not say how many tasks run'],
    ['nodes', '--desired-capacity', 'Instances[].InstanceId', 'AWS does not say which nodes'],
  ])('does not take %s for gone while it waits and AWS does not answer', async (what, after, call, message) => {
    const { group, provider, cluster } = await fleet(1);
    const words = [...place, '--cluster', cluster, '--group', group, '--capacity-provider', provider, '--confirm', group];
    const result = await releaseWhere({ FAILS: call, AFTER: after, SINCE: `since-${what}` }, ...words);
    expect(result).toMatchObject({ status: 1, output: expect.stringContaining(message) });
    expect(result.output).not.toMatch(what === 'tasks' ? /no task runs|unprotected/ : /can be deleted/);
  });

  it.each([
    ['no arguments', [], '--account takes 12 digits'],
    ['a group that is confirmed as another', [...place, '--cluster', 'c', '--group', 'a', '--capacity-provider', 'p', '--confirm', 'b'], '--confirm names "b"'],
    ['an argument without its value', [...place, '--group'], '--group has no value'],
    ['an unknown argument', ['--force'], 'unknown argument --force'],
  ])('takes %s for unusable', async (_, words, message) => {
    expect(await release(...words)).toMatchObject({ status: 2, output: expect.stringContaining(message) });
  });

  it('passes shellcheck', async () => {
    expect(await run(join(bin, 'shellcheck'), ['-x', 'bin/release-group.sh'], { PATH: process.env['PATH'] ?? '' })).toEqual({ status: 0, output: '' });
  });
});
