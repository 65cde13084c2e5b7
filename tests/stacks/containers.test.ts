import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Json } from '../support/documents.js';
import { evidenceOf } from '../support/synthesized.js';
import { topologyWith } from '../support/topologies.js';

const topologies = ['topology.yaml', 'examples/transition.yaml', 'examples/sovereign.yaml', 'examples/us-maverick.yaml'];
const containersIn = (file: string): Json[] =>
  (evidenceOf(topologyWith([], file)).aws ?? []).flatMap(({ resources }) =>
    resources.filter(({ type }) => type === 'AWS::ECS::TaskDefinition').flatMap(({ properties }) => properties['ContainerDefinitions'] as Json[]),
  );

describe.each(topologies)('containers on ECS of %s', (file) => {
  const containers = containersIn(file);

  it('have a read-only root file system, no capabilities and a declared user (CT.ECS.PR.3, CT.ECS.PR.6)', () => {
    expect(containers.length).toBeGreaterThan(0);
    for (const container of containers) {
      expect(container).toMatchObject({ ReadonlyRootFilesystem: true, LinuxParameters: { Capabilities: { Drop: ['ALL'] } } });
      expect(container.Privileged).not.toBe(true);
      expect(`${container.Name} ${String(container.User).split(':')[0]}`).toMatch(
        /^(vllm 2000|metrics 10001|dcgm 0|(configuration|tokens|keys|policy|translator|envoy|drain) 65532)$/,
      );
    }
  });

  it('write model servers’ caches below the home of their user, and never where noexec would break compiled kernels', () => {
    for (const vllm of containers.filter(({ Name }) => Name === 'vllm')) {
      const tmpfs = Object.fromEntries(vllm.LinuxParameters.Tmpfs.map((one: Json) => [one.ContainerPath, one.MountOptions]));
      expect(Object.keys(tmpfs)).toEqual(['/tmp', '/home/vllm']);
      for (const options of Object.values(tmpfs)) expect(options).toContain('exec');
      expect(vllm.MountPoints).toContainEqual({ SourceVolume: 'compile-cache', ContainerPath: '/home/vllm/.cache', ReadOnly: false });
      expect(vllm.Environment).toEqual(
        expect.arrayContaining([
          { Name: 'HOME', Value: '/home/vllm' },
          { Name: 'USER', Value: 'vllm' },
        ]),
      );
      expect(JSON.stringify(vllm)).not.toContain('/root');
    }
  });
});

it('are all in docs/containers.md, with the platform version that Control Tower asks about (CT.ECS.PR.1)', () => {
  const page = readFileSync('docs/containers.md', 'utf8');
  const names = new Set(topologies.flatMap((file) => containersIn(file).map(({ Name }) => Name)));
  for (const name of names) expect(page).toContain(`\`${name}\``);
  const versions = (evidenceOf(topologyWith()).aws ?? []).flatMap(({ resources }) =>
    resources.filter(({ properties }) => properties['LaunchType'] === 'FARGATE').map(({ properties }) => properties['PlatformVersion']),
  );
  expect(versions.length).toBeGreaterThan(0);
  for (const version of versions) expect(page).toContain(`gateways** name \`${version}\``);
});

it('lets the GPU exporter start without the capability that its entry point would give it', () => {
  const dcgm = containersIn('topology.yaml').find(({ Name }) => Name === 'dcgm');
  expect(dcgm.Environment).toContainEqual({ Name: 'NO_SETCAP', Value: '1' });
});

it('starts vLLM on Compute Engine with the same rights', () => {
  const template = (evidenceOf(topologyWith([], 'examples/eu-gce.yaml')).terraform ?? []).flatMap(({ resources }) =>
    resources.filter(({ type }) => type === 'google_compute_region_instance_template'),
  )[0];
  const words = JSON.stringify(template?.properties).match(/--[a-z-]+(=[^\s\\]+)?/g) ?? [];
  expect(words).toEqual(
    expect.arrayContaining([
      '--user=2000:0',
      '--read-only',
      '--cap-drop=ALL',
      '--tmpfs=/tmp:rw,exec,nosuid,nodev,size=4096m',
      '--tmpfs=/home/vllm:rw,exec,nosuid,nodev,size=2048m',
      '--volume=/mnt/disks/llama/compile-cache:/home/vllm/.cache',
      '--env=HOME=/home/vllm',
    ]),
  );
});
