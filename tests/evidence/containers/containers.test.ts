import { describe, expect, it } from 'vitest';
import { containersOf, runsVllm } from '../../../evidence/containers/containers.js';
import { dockerRun } from '../../../evidence/containers/docker-run.js';
import { unitCommands, writtenFiles } from '../../../evidence/scripts/cloud-init.js';
import { terraformStack } from '../../../evidence/synthesized/stack.js';

describe('docker run', () => {
  it('is read as a container: name, image, environment, devices, arguments', () => {
    const line =
      '/usr/bin/docker run --rm --name=vllm -e A=1=2 --env B= --device /dev/nvidia0:/dev/nvidia0 --device=/dev/nvidiactl -v /a:/b repo/vllm@sha256:1 --model /m';
    expect(dockerRun(line.split(' '))).toEqual({
      name: 'vllm',
      image: 'repo/vllm@sha256:1',
      arguments: ['--model', '/m'],
      environment: [
        ['A', '1=2'],
        ['B', ''],
      ],
      gpus: 1,
    });
  });

  it('shows another entry point before the arguments', () => {
    expect(dockerRun(['docker', 'run', '--entrypoint', 'sh', 'image', '-c', 'x'])?.arguments).toEqual(['sh', '-c', 'x']);
  });

  it.each(['docker pull image', 'podman run image', 'echo docker run image'])('%s starts no container', (line) => {
    expect(dockerRun(line.split(' '))).toBeUndefined();
  });
});

it('a unit is read by each of its commands, over broken lines and with quoted words', () => {
  const unit = '[Service]\nExecStartPre=-/usr/bin/docker rm -f vllm\nExecStart=/usr/bin/docker run \\\n  -e "A=b c" image\nRestart=always\n';
  expect(unitCommands(unit)).toEqual([
    ['/usr/bin/docker', 'rm', '-f', 'vllm'],
    ['/usr/bin/docker', 'run', '-e', 'A=b c', 'image'],
  ]);
});

describe('a machine on Google', () => {
  const machine = (metadata: Record<string, string>) => {
    const [resource] = terraformStack('s', { resource: { google_compute_instance_template: { node: { metadata } } } }, {}).resources;
    if (resource === undefined) throw new Error('no resource');
    return resource;
  };
  const userData =
    '#cloud-config\nwrite_files:\n  - path: /etc/systemd/system/vllm.service\n    content: |\n      [Service]\n      ExecStart=/usr/bin/docker run --name vllm $${x} repo/vllm-openai@sha256:1 --model /m\nruncmd:\n  - [systemctl, start, vllm]\nbootcmd: []\n';

  it('is read as its user data has it, Terraform’s escapes undone', () => {
    expect(writtenFiles(machine({ 'user-data': userData }))['/etc/systemd/system/vllm.service']).toContain('--name vllm ${x} ');
  });

  it.each(['#!/bin/bash\n', '#cloud-config\n\t- :', ''])('whose user data is %j is not taken for one that is understood', (text) => {
    expect(writtenFiles(machine({ 'user-data': text }))).toEqual({});
  });

  it('has the containers of its units', () => {
    const containers = containersOf(machine({ 'user-data': userData.replace('$${x} ', '') }));
    expect(containers.map(({ name, image }) => [name, image])).toEqual([['vllm', 'repo/vllm-openai@sha256:1']]);
    expect(containers.map(runsVllm)).toEqual([true]);
  });
});
