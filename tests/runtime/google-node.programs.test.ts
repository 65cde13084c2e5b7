import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { files } from './fixtures.js';
import { apiKey, boot, bucketWith, cloud, type Node, useGoogleVm, work, written } from './google-vm.js';
import { line, manifest, tampered } from './made-up-weights.js';

useGoogleVm();

const withoutNotice = manifest.replace(/.* {2}NOTICE\n/, '');

describe.concurrent('a node on Google', () => {
  it('with approved, signed weights serves, and its containers can ask nobody', async ({ expect }) => {
    const node = await boot(bucketWith(files));
    expect(node).toMatchObject({ status: 0, serves: true, output: expect.stringContaining('ready: llama70 verified') });
    expect(readdirSync(node.models).sort()).toEqual(['MANIFEST.sha256', 'MANIFEST.sha256.sig', ...Object.keys(files)].sort());
    expect(statSync(join(node.models, 'model.safetensors')).mode & 0o222).toBe(0);
    expect(node.calls).toMatch(/iptables --wait --insert DOCKER-USER --in-interface docker0 .*--jump REJECT\n/);
    expect(node.calls).toMatch(/mdadm --create \/dev\/md0 --level=0 --force --run --raid-devices=2 .*ssd-0 .*ssd-1\n/);
    expect(node.calls).not.toContain('persistent-disk');
    // The server is a member of group 0 and nobody's root.
    const mode = (path: string) => statSync(join(node.root, 'mnt/disks/llama', path)).mode & 0o777;
    expect([mode('models') & 0o005, mode('models/llama70') & 0o005, mode('compile-cache')]).toEqual([0o005, 0o005, 0o770]);
    const key = join(node.root, 'run/blueprint/vllm.env');
    expect(readFileSync(key, 'utf8')).toBe(`VLLM_API_KEY=${apiKey}\n`);
    expect(statSync(key).mode & 0o077).toBe(0);
    expect(node.output).not.toContain(apiKey);
  });

  it.each<[string, string, () => Promise<Node>]>([
    ['a tampered file', 'model.safetensors does not match the manifest', () => boot(bucketWith(tampered))],
    ['a file that is missing', 'LICENSE cannot be fetched', () => boot(bucketWith({}))],
    ['no notice', 'manifest lacks NOTICE', () => boot(bucketWith(files, { manifest: withoutNotice }), { approved: withoutNotice })],
    ['no signature', 'MANIFEST.sha256.sig cannot be fetched', () => boot(bucketWith(files, { signature: 'none' }))],
    [
      'a signature by another key',
      'signature of the manifest is not valid',
      () => boot(bucketWith(files, { signature: cloud.signature('another/cryptoKeyVersions/1', manifest) })),
    ],
    ['a manifest of another digest', 'approved is', () => boot(bucketWith(files, { manifest: `${manifest}${line('more.json')}` }))],
    [
      'no rights',
      'MANIFEST.sha256 cannot be fetched',
      () => boot(bucketWith(files), { environment: { METADATA: `${cloud.environment['METADATA']}/elsewhere` } }),
    ],
    ...['../../../etc/passwd.json', '.hidden.json', 'pytorch_model.pkl'].map((name): [string, string, () => Promise<Node>] => [
      `the name ${name}`,
      `manifest names "${name}"`,
      () => boot(bucketWith(files, { manifest: line(name) }), { approved: line(name) }),
    ]),
    ['an API key of one line and a half', 'the API key has fewer than 32', () => boot(bucketWith(files), { secret: 'short' })],
    ['no API key', 'the API key cannot be read', () => boot(bucketWith(files), { secret: 'nowhere' })],
  ])('with %s does not serve', async (_, message, start) => {
    cloud.secrets.set('short', 'a\nb');
    const node = await start();
    expect(node.output).toContain(message);
    expect(node).toMatchObject({ status: 1, serves: false });
  });

  it('whose download was interrupted keeps what matches, and nothing that is not in the manifest stays', async ({ expect }) => {
    const root = join(work, 'interrupted');
    const models = join(root, 'mnt/disks/llama/models/llama70');
    mkdirSync(join(models, '.arriving'), { recursive: true });
    writeFileSync(join(models, 'LICENSE'), files['LICENSE'] as Buffer);
    writeFileSync(join(models, '.arriving', 'model.safetensors.partial'), 'half');
    writeFileSync(join(models, 'extra.safetensors'), 'left by another model');
    const { LICENSE: _, ...rest } = files;
    expect(await boot(bucketWith(rest), { root })).toMatchObject({ status: 0, serves: true });
    expect(readdirSync(models).sort()).toEqual(['MANIFEST.sha256', 'MANIFEST.sha256.sig', ...Object.keys(files)].sort());
    expect(readFileSync(join(models, 'model.safetensors'))).toEqual(files['model.safetensors']);
  });

  it('that served before does not once its weights are wrong', async ({ expect }) => {
    const root = join(work, 'again');
    mkdirSync(join(root, 'run'), { recursive: true });
    writeFileSync(join(root, 'run/llama-weights-verified'), '');
    expect(await boot(bucketWith(files), { root, approved: 'another manifest' })).toMatchObject({ status: 1, serves: false });
  });
});

describe('the units of a node on Google', () => {
  const units = written({ MODEL: 'llama70' });

  it('start vLLM only behind the proof, with every GPU and no right of the node', () => {
    const unit = units['/etc/systemd/system/vllm.service'] ?? '';
    expect(unit).toContain('\nExecStartPre=/usr/bin/test -e /run/llama-weights-verified\n');
    expect(unit.match(/--device=\/dev\/nvidia\d/g)).toHaveLength(8);
    expect(unit).not.toMatch(/--privileged|--net=host|docker\.sock\b(?!et)/);
  });

  it('hold nothing that systemd would take for a specifier or a variable of its own', () => {
    for (const [path, unit] of Object.entries(units).filter(([name]) => name.endsWith('.service'))) expect([path, /[%$]/.exec(unit)]).toEqual([path, null]);
  });
});
