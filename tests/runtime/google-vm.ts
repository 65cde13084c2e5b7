import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { parse } from 'yaml';
import { type GoogleNode, googleUserData } from '../../runtime/node/google/user-data.js';
import { type Run, run } from './emulator.js';
import { type GoogleCloud, startGoogleCloud } from './google-cloud.js';
import { manifest, prefix, sha256 } from './made-up-weights.js';

export const signingKey = 'projects/p/locations/europe-west4/keyRings/signing-1/cryptoKeys/signing-1/cryptoKeyVersions/1';
export const secret = 'projects/p/secrets/key/versions/latest';
export const apiKey = 'k'.repeat(48);

export let work: string;
export let cloud: GoogleCloud;
let count = 0;

/** A number that no other case has. */
export function next(): number {
  return ++count;
}

export function stub(name: string, body: string): void {
  writeFileSync(join(work, 'stubs', name), `#!/usr/bin/env bash\n${body}\n`);
  chmodSync(join(work, 'stubs', name), 0o755);
}

export const server: GoogleNode['server'] = {
  image: 'europe-west4-docker.pkg.dev/p/llama/vllm@sha256:00',
  arguments: ['--model=/models/llama70'],
  environment: {},
  port: 8_000,
  gpus: 8,
  user: '2000:0',
  home: '/home/vllm',
  scratch: [{ path: '/tmp', sizeMiB: 64, options: ['rw', 'exec'] }],
  sharedMemoryGiB: 64,
  modelDirectory: '/models',
  stopSeconds: 960,
  unitStopSeconds: 990,
};
export const driver = { installer: 'europe-west4-docker.pkg.dev/p/llama/installer@sha256:00', version: '580.95.05', bucket: 'b', prefix: 'drivers/cos' };

/** Files of the user data that a template would carry. */
export function written(settings: Readonly<Record<string, string>>): Record<string, string> {
  const config = parse(
    googleUserData({ settings, registries: ['europe-west4-docker.pkg.dev'], driver, server, agents: [], progress: { check: 'print()', interval: 30 } }),
  );
  return Object.fromEntries(config.write_files.map(({ path, content }: { path: string; content: string }) => [path, content]));
}

/** A bucket that holds these files, with a signed manifest of the made-up weights unless the case says otherwise. */
export function bucketWith(contents: Readonly<Record<string, Buffer>>, change: { manifest?: string; signature?: Buffer | 'none' } = {}): string {
  const bucket = `weights-${++count}`;
  const text = change.manifest ?? manifest;
  const signature = change.signature ?? cloud.signature(signingKey, text);
  const objects = { ...contents, 'MANIFEST.sha256': text, ...(signature !== 'none' && { 'MANIFEST.sha256.sig': signature }) };
  for (const [name, content] of Object.entries(objects)) cloud.objects.set(`${bucket}/${prefix}/${name}`, content);
  return bucket;
}

export interface Node extends Run {
  readonly root: string;
  readonly models: string;
  readonly serves: boolean;
  readonly calls: string;
}

export async function boot(
  bucket: string,
  change: { approved?: string; root?: string; environment?: Record<string, string>; secret?: string; settings?: Record<string, string> } = {},
): Promise<Node> {
  const root = change.root ?? join(work, `node-${++count}`);
  mkdirSync(join(root, 'dev/disk/by-id'), { recursive: true });
  for (const name of ['google-local-nvme-ssd-0', 'google-local-nvme-ssd-1', 'google-persistent-disk-0']) writeFileSync(join(root, 'dev/disk/by-id', name), '');
  const settings = {
    MODEL: 'llama70',
    WEIGHTS_BUCKET: bucket,
    WEIGHTS_PREFIX: prefix,
    MANIFEST_SHA256: sha256(change.approved ?? manifest),
    PROVENANCE_SHA256: 'none',
    ADAPTERS: '',
    WEIGHTS_SIGNING_KEY: signingKey,
    API_KEY_NAME: change.secret ?? secret,
    ...change.settings,
  };
  writeFileSync(join(root, 'script'), written(settings)['/etc/blueprint/prepare-node.sh'] ?? '');
  const environment = { ...cloud.environment, ...change.environment, PATH: `${join(work, 'stubs')}:/usr/bin:/bin`, NODE_ROOT: root };
  const result = await run('/bin/bash', [join(root, 'script')], environment);
  const calls = join(root, 'calls');
  return {
    ...result,
    root,
    models: join(root, 'mnt/disks/llama/models/llama70'),
    serves: existsSync(join(root, 'run/llama-weights-verified')),
    calls: existsSync(calls) ? readFileSync(calls, 'utf8') : '',
  };
}

/** Makes what the cases of a file need, and clears it away. */
export function useGoogleVm(): void {
  beforeAll(async () => {
    work = mkdtempSync(join(tmpdir(), 'blueprint-google-node-'));
    mkdirSync(join(work, 'stubs'));
    // Everything that would touch the machine only writes down that it was called.
    for (const name of ['mountpoint', 'blkid']) stub(name, 'exit 1');
    for (const name of ['mkfs.ext4', 'mount']) stub(name, `echo "${name} $*" >>"$NODE_ROOT/calls"`);
    stub('mdadm', '[[ "$1" == --create ]] || exit 1; echo "mdadm $*" >>"$NODE_ROOT/calls"');
    stub('iptables', '[[ "$*" != *--check* ]] || exit 1; echo "iptables $*" >>"$NODE_ROOT/calls"');
    cloud = await startGoogleCloud();
    stub('gcloud', `[[ "$*" == 'auth print-access-token --quiet' && -z "\${SIGNED_OUT:-}" ]] && echo ${cloud.token}`);
    cloud.secrets.set(secret, apiKey);
  });
  afterAll(() => {
    cloud.stop();
    rmSync(work, { recursive: true });
  });
}
