import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bin, boot, bucketWith, cloud, emulator, line, manifest, type Node, next, prefix, tampered, truncated, useAwsNode, work } from './aws-node.js';
import { files } from './fixtures.js';

useAwsNode();
const withoutNotice = manifest.replace(/.* {2}NOTICE\n/, '');

describe.skipIf(bin === '').concurrent('a node', () => {
  it('with approved, signed weights joins', async ({ expect }) => {
    const node = await boot(await bucketWith(files));
    expect(node).toMatchObject({ status: 0, joins: true, output: expect.stringContaining('ready: llama70 verified') });
    expect(readdirSync(node.models).sort()).toEqual(['MANIFEST.sha256', 'MANIFEST.sha256.sig', ...Object.keys(files)].sort());
    expect(statSync(join(node.models, 'model.safetensors')).mode & 0o777).toBe(0o444);
    // The engine is no root: it writes its compile cache as a member of group 0.
    expect(statSync(join(node.models, '../../compile-cache')).mode & 0o777).toBe(0o770);
    expect(node.calls).toMatch(/daemon-reload.*mdadm --create \/dev\/md0 --level=0 .*mount .*start --no-block ecs\.service/s);
  });

  it('asks for a trunk interface before the agent may start, and stays out if it gets none', async ({ expect }) => {
    const bucket = await bucketWith(files);
    const refused = join(work, 'no-trunk');
    mkdirSync(refused);
    const client = join(emulator.environment['PATH']?.split(':')[0] ?? '', 'aws');
    const programs = (answer: string) => {
      writeFileSync(join(refused, 'aws'), `#!/bin/sh\necho "aws $*" >>"$NODE_ROOT/calls"\n[ "$1" != ecs ] || { ${answer}; exit; }\nexec '${client}' "$@"\n`, {
        mode: 0o755,
      });
      return `${refused}:${join(work, 'stubs')}:${emulator.environment['PATH']}`;
    };
    const asked = await boot(bucket, manifest, join(work, `node-${next()}`), programs('echo enabled'));
    expect(asked).toMatchObject({ status: 0, joins: true });
    expect(asked.calls).toMatch(/aws ecs put-account-setting --name awsvpcTrunking --value enabled .*systemctl start --no-block ecs\.service/s);
    for (const answer of ['echo AccessDenied >&2; exit 254', 'echo disabled']) {
      const node = await boot(bucket, manifest, join(work, `node-${next()}`), programs(answer));
      expect(node).toMatchObject({ status: 1, joins: false, output: expect.stringMatching(/REFUSED: awsvpcTrunking (cannot be turned on|is disabled)/) });
      expect(node.calls).not.toContain('systemctl start');
    }
  });

  it('whose exporter has to see the GPUs shares them before the agent may start, and stays out if it cannot', async ({ expect }) => {
    const bucket = await bucketWith(files);
    const exporter = { GPU_EXPORTER: 'yes' };
    const node = await boot(bucket, manifest, join(work, `node-${next()}`), undefined, exporter);
    expect(node).toMatchObject({ status: 0, joins: true });
    expect(node.calls).toMatch(/nvidia-ctk runtime configure --runtime=docker --set-as-default\nsystemctl restart docker\n.*start --no-block ecs\.service/s);
    expect((await boot(bucket)).calls).not.toContain('nvidia-ctk');
    const broken = join(work, 'no-runtime');
    mkdirSync(broken);
    writeFileSync(join(broken, 'nvidia-ctk'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    const programs = `${broken}:${join(work, 'stubs')}:${emulator.environment['PATH']}`;
    const unknown = await boot(bucket, manifest, join(work, `node-${next()}`), undefined, { GPU_EXPORTER: 'true' });
    expect(unknown).toMatchObject({ status: 1, joins: false, output: expect.stringContaining('REFUSED: GPU_EXPORTER is true') });
    const refused = await boot(bucket, manifest, join(work, `node-${next()}`), programs, exporter);
    expect(refused).toMatchObject({ status: 1, joins: false, output: expect.stringContaining('REFUSED: the GPUs cannot be shared') });
  });

  it('without the tools installs them first, and stays out if it cannot', async ({ expect }) => {
    const bare = join(work, 'bare');
    mkdirSync(bare);
    const present = ['bash', 'cut', 'date', 'install', 'mkdir', 'rm', 'cat'];
    for (const name of present) symlinkSync(`/usr/bin/${name}`, join(bare, name));
    writeFileSync(join(bare, 'systemctl'), '#!/usr/bin/bash\necho "systemctl $*" >>"$NODE_ROOT/calls"\n', { mode: 0o755 });
    writeFileSync(join(bare, 'dnf'), '#!/usr/bin/bash\necho "dnf $*" >>"$NODE_ROOT/calls"\nexit 1\n', { mode: 0o755 });
    const node = await boot('unused', manifest, join(work, `node-${next()}`), bare);
    expect(node).toMatchObject({ status: 1, joins: false, output: expect.stringContaining('cannot install awscli-2 mdadm xfsprogs openssl') });
    expect(node.calls).toMatch(/dnf install .* awscli-2 mdadm xfsprogs openssl/);
  });

  it.each<[string, string, () => Promise<Node>]>([
    ['a tampered file', 'model.safetensors does not match the manifest', async () => boot(await bucketWith(tampered))],
    ['a truncated file', 'model.safetensors does not match the manifest', async () => boot(await bucketWith(truncated))],
    ['a file that is missing', 'LICENSE cannot be fetched', async () => boot(await bucketWith({}))],
    ['no notice', 'manifest lacks NOTICE', async () => boot(await bucketWith(files, { manifest: withoutNotice }), withoutNotice)],
    ['no signature', 'MANIFEST.sha256.sig cannot be fetched', async () => boot(await bucketWith(files, { signature: 'none' }))],
    [
      'a signature by another key',
      'signature of the manifest is not valid',
      async () => boot(await bucketWith(files, { signature: await cloud.sign(await cloud.signingKey(), manifest) })),
    ],
    ['an empty signature', 'signature of the manifest is not valid', async () => boot(await bucketWith(files, { signature: Buffer.from('MEUCIQ') }))],
    ['a manifest of another digest', 'approved is', async () => boot(await bucketWith(files, { manifest: `${manifest}${line('more.json')}` }))],
    ...['../../../etc/passwd.json', '.hidden.json', 'a b.json', 'pytorch_model.pkl', 'code.py'].map((name): [string, string, () => Promise<Node>] => [
      `the name ${name}`,
      `manifest names "${name}"`,
      async () => boot(await bucketWith(files, { manifest: line(name) }), line(name)),
    ]),
  ])('with %s stays out', async (_, message, start) => {
    const node = await start();
    expect(node.output).toContain(message);
    expect(node).toMatchObject({ status: 1, joins: false, calls: expect.stringContaining('stop --no-block ecs.service') });
    expect(node.calls).not.toContain('systemctl start');
  });

  it('whose download was interrupted keeps what matches and fetches the rest, and nothing that is not in the manifest stays', async ({ expect }) => {
    const root = join(work, 'interrupted');
    const models = join(root, 'mnt/nvme/models/llama70');
    mkdirSync(models, { recursive: true });
    writeFileSync(join(models, 'LICENSE'), files['LICENSE'] as Buffer);
    writeFileSync(join(models, 'model.safetensors.partial'), truncated['model.safetensors']);
    writeFileSync(join(models, 'extra.safetensors'), 'left by another model');
    const { LICENSE: _, ...rest } = files;
    const node = await boot(await bucketWith(rest), manifest, root);
    expect(node).toMatchObject({ status: 0, joins: true });
    expect(readdirSync(models).sort()).toEqual(['MANIFEST.sha256', 'MANIFEST.sha256.sig', ...Object.keys(files)].sort());
    expect(readFileSync(join(models, 'model.safetensors'))).toEqual(files['model.safetensors']);
  });

  it('that failed tries again in five minutes by the same script, and one that is ready does not', async ({ expect }) => {
    const root = join(work, 'later');
    const { LICENSE: license, ...rest } = files;
    const bucket = await bucketWith(rest);
    const failed = await boot(bucket, manifest, root);
    expect(failed).toMatchObject({ status: 1, joins: false });
    const [, proof = '', script = ''] = /^systemd-run --on-active=5min --property=ConditionPathExists=!(\S+) (\S+)$/m.exec(failed.calls) ?? [];
    expect(existsSync(proof)).toBe(false);
    await cloud.put(`${bucket}/${prefix}/LICENSE`, license as Buffer);
    rmSync(join(root, 'calls'));
    const again = await boot(bucket, manifest, root, undefined, {}, script);
    expect(again).toMatchObject({ status: 0, joins: true });
    expect(again.calls).not.toContain('systemd-run');
    // A timer that is left, of a node that somebody has made ready by hand meanwhile, must not take it out of service.
    expect(existsSync(proof)).toBe(true);
  });

  it('that joined before stays out once its weights are wrong', async ({ expect }) => {
    const root = join(work, 'again');
    mkdirSync(join(root, 'run'), { recursive: true });
    writeFileSync(join(root, 'run/llama-weights-verified'), '');
    expect(await boot(await bucketWith(files), 'another manifest', root)).toMatchObject({ status: 1, joins: false });
  });
});
