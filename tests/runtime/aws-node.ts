import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { manifestText } from '../../facts/weights.js';
import { nodeUserData } from '../../runtime/node/user-data.js';
import { Cloud } from './cloud.js';
import { type Emulator, emulatorOfRun, emulatorPrograms, type Run, run } from './emulator.js';
import { commit, files, manifestOf } from './fixtures.js';

const python = emulatorPrograms();
export const bin = 'bin' in python ? python.bin : '';
if ('reason' in python) process.stderr.write(`tests/runtime/weights*.test.ts: skipped, ${python.reason}\n`);

export const prefix = `llama-3.3-70b-instruct/fp8/${commit}`;
export const manifest = manifestText(manifestOf());
export const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');

export let work: string;
export let emulator: Emulator;
export let cloud: Cloud;
export let signingKey: string;
export let bucketKey: string;
/** Processes of a run share the emulator, where a bucket is there once. */
let count = process.pid * 1_000;

/** A number that no other case has. */
export function next(): number {
  return ++count;
}

export function stub(name: string, body: string): void {
  const path = join(work, 'stubs', name);
  writeFileSync(path, `#!/usr/bin/env bash\n${body}\n`);
  chmodSync(path, 0o755);
}

/** A bucket that holds these files, with a signed manifest of the made-up weights unless the case says otherwise. */
export async function bucketWith(contents: Readonly<Record<string, Buffer>>, change: { manifest?: string; signature?: Buffer | 'none' } = {}): Promise<string> {
  const bucket = `weights-${++count}`;
  const text = change.manifest ?? manifest;
  const signature = change.signature ?? (await cloud.sign(signingKey, text));
  await cloud.bucket(bucket);
  const objects = { ...contents, 'MANIFEST.sha256': text, ...(signature !== 'none' && { 'MANIFEST.sha256.sig': signature }) };
  await Promise.all(Object.entries(objects).map(([name, content]) => cloud.put(`${bucket}/${prefix}/${name}`, content)));
  return bucket;
}

export interface Node extends Run {
  readonly models: string;
  /** The ECS agent's condition holds, so that it starts. */
  readonly joins: boolean;
  readonly calls: string;
}

/** Boots a node with the very user data that a launch template would carry. */
export async function boot(
  bucket: string,
  approved: string = manifest,
  root: string = join(work, `node-${++count}`),
  programs?: string,
  told: Readonly<Record<string, string>> = {},
  script = join(root, 'user-data'),
): Promise<Node> {
  mkdirSync(root, { recursive: true });
  const settings = {
    MODEL: 'llama70',
    WEIGHTS_BUCKET: bucket,
    WEIGHTS_PREFIX: prefix,
    MANIFEST_SHA256: sha256(approved),
    PROVENANCE_SHA256: 'none',
    ADAPTERS: '',
    WEIGHTS_SIGNING_KEY: signingKey,
    ECS_CLUSTER: 'fleet',
    STOP_TIMEOUT_SECONDS: '960',
    GPU_EXPORTER: 'no',
    ...told,
  };
  writeFileSync(script, nodeUserData(settings, [48, 79]));
  const path = programs ?? `${join(work, 'stubs')}:${emulator.environment['PATH']}`;
  const result = await run('/bin/bash', [script], { ...emulator.environment, PATH: path, NODE_ROOT: root });
  const condition = readFileSync(join(root, 'etc/systemd/system/ecs.service.d/10-weights.conf'), 'utf8');
  const proof = /^ConditionPathExists=(.+)$/m.exec(condition)?.[1] ?? '';
  return {
    ...result,
    models: join(root, 'mnt/nvme/models/llama70'),
    joins: proof !== '' && existsSync(join(root, proof)),
    calls: readFileSync(join(root, 'calls'), 'utf8'),
  };
}

export const tampered = { ...files, 'model.safetensors': Buffer.from(files['model.safetensors'] as Buffer).fill(8, 200) };
export const truncated = { ...files, 'model.safetensors': files['model.safetensors']?.subarray(0, 2_000) as Buffer };
export const line = (name: string) => `${sha256('x')}  ${name}\n`;

/** Makes what the cases of a file need, and clears it away. */
export function useAwsNode(): void {
  beforeAll(async () => {
    if (bin === '') return;
    work = mkdtempSync(join(tmpdir(), 'blueprint-weights-'));
    mkdirSync(join(work, 'stubs'));
    // Two disks to be put together; everything that would touch the machine only writes down that it was called.
    stub('lsblk', `[[ "$*" == *TYPE* ]] || printf '/dev/nvme%sn1 Amazon EC2 NVMe Instance Storage\\n' 1 2`);
    for (const name of ['mountpoint', 'blkid']) stub(name, 'exit 1');
    for (const name of ['mdadm', 'mkfs.xfs', 'mount', 'systemctl', 'systemd-run', 'nvidia-ctk']) stub(name, `echo "${name} $*" >>"$NODE_ROOT/calls"`);
    emulator = await emulatorOfRun(bin);
    cloud = new Cloud(emulator);
    [signingKey, bucketKey] = await Promise.all([cloud.signingKey(), cloud.encryptionKey()]);
  });
  afterAll(() => {
    if (bin === '') return;
    rmSync(work, { recursive: true });
  });
}
