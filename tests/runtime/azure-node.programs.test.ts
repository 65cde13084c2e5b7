import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { apiKey, boot, cloud, containerWith, image, type Node, next, useAzureVm } from './azure-vm.js';
import { files } from './fixtures.js';
import { line, manifest, tampered } from './made-up-weights.js';

useAzureVm();

describe.concurrent('a node on Azure', () => {
  it('with approved, signed weights serves, and its containers can ask nobody', async ({ expect }) => {
    const node = await boot(containerWith(files));
    expect(node).toMatchObject({ status: 0, serves: true, output: expect.stringContaining('ready: llama70 verified') });
    expect(readdirSync(node.models).sort()).toEqual(['MANIFEST.sha256', 'MANIFEST.sha256.sig', ...Object.keys(files)].sort());
    expect(statSync(join(node.models, 'model.safetensors')).mode & 0o222).toBe(0);
    expect(node.calls).toMatch(/iptables --wait --insert DOCKER-USER --in-interface docker0 .*--jump REJECT\n/);
    expect(node.calls).toContain(`docker pull --quiet ${image}\n`);
    const key = join(node.root, 'run/blueprint/vllm.env');
    expect(readFileSync(key, 'utf8')).toBe(`VLLM_API_KEY=${apiKey}\n`);
    expect(statSync(key).mode & 0o077).toBe(0);
    expect(node.output).not.toMatch(new RegExp(`${apiKey}|made-up-for`));
  });

  it('makes one file system of its local disks, each once, and leaves others alone', async ({ expect }) => {
    const { calls } = await boot(containerWith(files));
    expect(calls).toMatch(/mdadm --create \/dev\/md0 --level=0 --force --run --raid-devices=2 \S*dev\/nvme0n1 \S*dev\/nvme1n1\n/);
    expect(calls).not.toContain('sda');
  });

  it.each<[string, string, () => Promise<Node>]>([
    ['a tampered file', 'model.safetensors does not match the manifest', () => boot(containerWith(tampered))],
    ['a file that is missing', 'LICENSE cannot be fetched', () => boot(containerWith({}))],
    ['no signature', 'MANIFEST.sha256.sig cannot be fetched', () => boot(containerWith(files, { signature: 'none' }))],
    [
      'a signature by another key',
      'signature of the manifest is not valid',
      () => boot(containerWith(files, { signature: cloud.signature('another', manifest) })),
    ],
    ['a manifest of another digest', 'approved is', () => boot(containerWith(files, { manifest: `${manifest}${line('more.json')}` }))],
    ['another identity', 'MANIFEST.sha256 cannot be fetched', () => boot(containerWith(files), { settings: { IDENTITY: '/of/somebody/else' } })],
    [
      'a pickle',
      'manifest names "pytorch_model.pkl"',
      () => boot(containerWith(files, { manifest: line('pytorch_model.pkl') }), { approved: line('pytorch_model.pkl') }),
    ],
    [
      'a key on another curve',
      'the signing key is no key on P-256',
      () => boot(containerWith(files), { settings: { WEIGHTS_SIGNING_KEY: keyOf({ crv: 'P-384' }) } }),
    ],
    [
      'a key with half a number',
      'the signing key is no key on P-256',
      () => boot(containerWith(files), { settings: { WEIGHTS_SIGNING_KEY: keyOf({ x: 'AAAA' }) } }),
    ],
    ['an API key of one line and a half', 'the API key has fewer than 32', () => boot(containerWith(files), { settings: { API_KEY_NAME: shortSecret() } })],
    ['no API key', 'the API key cannot be read', () => boot(containerWith(files), { settings: { API_KEY_NAME: 'nowhere' } })],
    ['no image', 'cannot be pulled', () => boot(containerWith(files), { settings: { IMAGES: 'acmellama.azurecr.io/nowhere@sha256:00' } })],
    ['no local disk', 'no local disks', () => boot(containerWith(files), { disks: ['scsi-os'] })],
  ])('with %s does not serve', async (_, message, start) => {
    const node = await start();
    expect(node.output).toContain(message);
    expect(node).toMatchObject({ status: 1, serves: false });
  });
});

/** A key that Key Vault describes otherwise than it is. */
function keyOf(described: object): string {
  const name = `key-${next()}`;
  cloud.described.set(name, described);
  return name;
}

function shortSecret(): string {
  const name = `secret-${next()}`;
  cloud.secrets.set(name, 'a b');
  return name;
}
