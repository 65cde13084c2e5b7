import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manifestText } from '../../facts/weights.js';
import { nodeUserData } from '../../runtime/node/user-data.js';
import { ingestBuildspec, ingestPaths } from '../../runtime/weights/buildspec.js';
import { Cloud } from './cloud.js';
import { type Emulator, emulatorOfRun, emulatorPrograms, type Run, run } from './emulator.js';
import { commit, files, manifestOf, startSource } from './fixtures.js';

const python = emulatorPrograms();
const bin = 'bin' in python ? python.bin : '';
if ('reason' in python) process.stderr.write(`tests/runtime/weights.test.ts: skipped, ${python.reason}\n`);

const prefix = `llama-3.3-70b-instruct/fp8/${commit}`;
const manifest = manifestText(manifestOf());
const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');

let work: string;
let emulator: Emulator;
let cloud: Cloud;
let signingKey: string;
let bucketKey: string;
let count = 0;

beforeAll(async () => {
  if (bin === '') return;
  work = mkdtempSync(join(tmpdir(), 'blueprint-weights-'));
  mkdirSync(join(work, 'stubs'));
  // Two disks to be put together; everything that would touch the machine only writes down that it was called.
  stub('lsblk', `[[ "$*" == *TYPE* ]] || printf '/dev/nvme%sn1 Amazon EC2 NVMe Instance Storage\\n' 1 2`);
  for (const name of ['mountpoint', 'blkid']) stub(name, 'exit 1');
  for (const name of ['mdadm', 'mkfs.xfs', 'mount', 'systemctl']) stub(name, `echo "${name} $*" >>"$NODE_ROOT/calls"`);
  emulator = await emulatorOfRun(bin);
  cloud = new Cloud(emulator);
  [signingKey, bucketKey] = await Promise.all([cloud.signingKey(), cloud.encryptionKey()]);
});

afterAll(() => {
  if (bin === '') return;
  rmSync(work, { recursive: true });
});

function stub(name: string, body: string): void {
  const path = join(work, 'stubs', name);
  writeFileSync(path, `#!/usr/bin/env bash\n${body}\n`);
  chmodSync(path, 0o755);
}

/** A bucket that holds these files, with a signed manifest of the made-up weights unless the case says otherwise. */
async function bucketWith(contents: Readonly<Record<string, Buffer>>, change: { manifest?: string; signature?: Buffer | 'none' } = {}): Promise<string> {
  const bucket = `weights-${++count}`;
  const text = change.manifest ?? manifest;
  const signature = change.signature ?? (await cloud.sign(signingKey, text));
  await cloud.bucket(bucket);
  const objects = { ...contents, 'MANIFEST.sha256': text, ...(signature !== 'none' && { 'MANIFEST.sha256.sig': signature }) };
  await Promise.all(Object.entries(objects).map(([name, content]) => cloud.put(`${bucket}/${prefix}/${name}`, content)));
  return bucket;
}

interface Node extends Run {
  readonly models: string;
  /** The ECS agent's condition holds, so that it starts. */
  readonly joins: boolean;
  readonly calls: string;
}

/** Boots a node with the very user data that a launch template would carry. */
async function boot(bucket: string, approved: string = manifest, root: string = join(work, `node-${++count}`), programs?: string): Promise<Node> {
  mkdirSync(root, { recursive: true });
  const script = join(root, 'user-data');
  const settings = {
    MODEL: 'llama70',
    WEIGHTS_BUCKET: bucket,
    WEIGHTS_PREFIX: prefix,
    MANIFEST_SHA256: sha256(approved),
    WEIGHTS_SIGNING_KEY: signingKey,
    ECS_CLUSTER: 'fleet',
    STOP_TIMEOUT_SECONDS: '960',
  };
  writeFileSync(script, nodeUserData(settings, { gpuExporter: false, fatalXids: [48, 79] }));
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

const tampered = { ...files, 'model.safetensors': Buffer.from(files['model.safetensors'] as Buffer).fill(8, 200) };
const truncated = { ...files, 'model.safetensors': files['model.safetensors']?.subarray(0, 2_000) as Buffer };
const line = (name: string) => `${sha256('x')}  ${name}\n`;

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
    const asked = await boot(bucket, manifest, join(work, `node-${++count}`), programs('echo enabled'));
    expect(asked).toMatchObject({ status: 0, joins: true });
    expect(asked.calls).toMatch(/aws ecs put-account-setting --name awsvpcTrunking --value enabled .*systemctl start --no-block ecs\.service/s);
    for (const answer of ['echo AccessDenied >&2; exit 254', 'echo disabled']) {
      const node = await boot(bucket, manifest, join(work, `node-${++count}`), programs(answer));
      expect(node).toMatchObject({ status: 1, joins: false, output: expect.stringMatching(/REFUSED: awsvpcTrunking (cannot be turned on|is disabled)/) });
      expect(node.calls).not.toContain('systemctl start');
    }
  });

  it('without the tools installs them first, and stays out if it cannot', async ({ expect }) => {
    const bare = join(work, 'bare');
    mkdirSync(bare);
    const present = ['bash', 'cut', 'date', 'install', 'mkdir', 'rm', 'cat'];
    for (const name of present) symlinkSync(`/usr/bin/${name}`, join(bare, name));
    writeFileSync(join(bare, 'systemctl'), '#!/usr/bin/bash\necho "systemctl $*" >>"$NODE_ROOT/calls"\n', { mode: 0o755 });
    writeFileSync(join(bare, 'dnf'), '#!/usr/bin/bash\necho "dnf $*" >>"$NODE_ROOT/calls"\nexit 1\n', { mode: 0o755 });
    const node = await boot('unused', manifest, join(work, `node-${++count}`), bare);
    expect(node).toMatchObject({ status: 1, joins: false, output: expect.stringContaining('cannot install awscli-2 mdadm xfsprogs openssl') });
    expect(node.calls).toMatch(/dnf install .* awscli-2 mdadm xfsprogs openssl/);
  });

  it.each<[string, string, () => Promise<Node>]>([
    ['a tampered file', 'model.safetensors does not match the manifest', async () => boot(await bucketWith(tampered))],
    ['a truncated file', 'model.safetensors does not match the manifest', async () => boot(await bucketWith(truncated))],
    ['a file that is missing', 'LICENSE cannot be fetched', async () => boot(await bucketWith({}))],
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

  it('that joined before stays out once its weights are wrong', async ({ expect }) => {
    const root = join(work, 'again');
    mkdirSync(join(root, 'run'), { recursive: true });
    writeFileSync(join(root, 'run/llama-weights-verified'), '');
    expect(await boot(await bucketWith(files), 'another manifest', root)).toMatchObject({ status: 1, joins: false });
  });
});

const token = 'hf_made_up_token';

/** What the ingest job is told, beside its files. */
const job = (source: string, bucket: string) => ({
  SOURCE: 'huggingface',
  HF_ENDPOINT: source,
  HF_TOKEN: token,
  REPOSITORY: 'example/made-up',
  COMMIT: commit,
  WEIGHTS_BUCKET: bucket,
  WEIGHTS_PREFIX: prefix,
  WEIGHTS_SIGNING_KEY: signingKey,
});

/** Runs the ingest job on an empty bucket or on the one given. */
async function ingest(source: string, change: Readonly<Record<string, string>> = {}, text: string = manifest): Promise<Run & { readonly bucket: string }> {
  const bucket = change['WEIGHTS_BUCKET'] ?? `weights-${++count}`;
  if (change['WEIGHTS_BUCKET'] === undefined) await cloud.bucket(bucket, bucketKey);
  const input = join(work, `ingest-${++count}`);
  mkdirSync(input);
  writeFileSync(join(input, 'MANIFEST.sha256'), text);
  writeFileSync(join(input, 'NOTICE'), files['NOTICE'] as Buffer);
  const environment = {
    ...emulator.environment,
    MANIFEST: join(input, 'MANIFEST.sha256'),
    MANIFEST_SHA256: sha256(text),
    NOTICE: join(input, 'NOTICE'),
    ...job(source, bucket),
    WORK: join(input, 'work'),
    LARGEST_FILE: '4096',
    ...change,
  };
  return { ...(await run('bash', ['runtime/weights/ingest.sh'], environment)), bucket };
}

/** A source for one test. */
async function withSource<T>(
  options: Parameters<typeof startSource>[2] & { contents?: Readonly<Record<string, Buffer>> },
  use: (source: Awaited<ReturnType<typeof startSource>>) => Promise<T>,
): Promise<T> {
  const source = await startSource(options.contents ?? files, token, options);
  try {
    return await use(source);
  } finally {
    source.stop();
  }
}

describe.skipIf(bin === '').concurrent('ingest', () => {
  it('stores, encrypts and signs what a node accepts; goes on after an interruption; a second run stores nothing', async ({ expect }) => {
    await withSource({ breakOff: 'model.safetensors' }, async (source) => {
      const directory = join(work, 'resumed');
      const first = await ingest(source.url, { WORK: directory });
      expect(first).toMatchObject({ status: 1, output: expect.stringContaining('model.safetensors cannot be fetched') });
      expect(await cloud.get(`${first.bucket}/${prefix}/MANIFEST.sha256`)).toBeUndefined();

      const second = await ingest(source.url, { WORK: directory, WEIGHTS_BUCKET: first.bucket });
      expect(second).toMatchObject({ status: 0, output: expect.stringContaining('ready: 4 files') });
      expect(source.requests.at(-1)).toBe(`/example/made-up/resolve/${commit}/model.safetensors bytes=1000-`);
      const stored = await cloud.get(`${first.bucket}/${prefix}/model.safetensors`);
      expect(stored?.body).toEqual(files['model.safetensors']);
      expect(stored?.headers.get('x-amz-server-side-encryption-aws-kms-key-id')).toBe(bucketKey);
      expect(await boot(first.bucket)).toMatchObject({ status: 0, joins: true });

      const asked = source.requests.length;
      const third = await ingest(source.url, { WEIGHTS_BUCKET: first.bucket });
      expect(third).toMatchObject({ status: 0, output: expect.not.stringContaining('stored') });
      expect(source.requests.length).toBe(asked);
      expect(first.output + second.output + third.output).not.toContain(token);
    });
  });

  it.each<[string, string, Readonly<Record<string, Buffer>>, string, Readonly<Record<string, string>>]>([
    ['a file that differs from the approved one', 'model.safetensors does not match the approved manifest', tampered, manifest, {}],
    ['a manifest of another digest', 'approved is', files, manifest, { MANIFEST_SHA256: '0'.repeat(64) }],
    ['a pickle', 'manifest names "model.pkl"', files, line('model.pkl'), {}],
    ['no licence files', 'manifest lacks LICENSE', files, line('model.safetensors'), {}],
    ['a branch', 'COMMIT is not a full commit', files, manifest, { COMMIT: 'main' }],
    ['a wrong token', 'LICENSE cannot be fetched', files, manifest, { HF_TOKEN: 'hf_wrong' }],
  ])('refuses %s and signs nothing', async (_, message, contents, text, change) => {
    await withSource({ contents }, async (source) => {
      const result = await ingest(source.url, change, text);
      expect(result).toMatchObject({ status: 1, output: expect.stringContaining(message) });
      expect(await cloud.get(`${result.bucket}/${prefix}/MANIFEST.sha256.sig`)).toBeUndefined();
    });
  });

  it('refuses a pickle in the clothes of safetensors', async ({ expect }) => {
    const contents = { ...files, 'model.safetensors': Buffer.from('\x80\x04\x95made up pickle, which would run code') };
    await withSource({ contents }, async (source) => {
      const result = await ingest(source.url, {}, manifestText(manifestOf(contents)));
      expect(result).toMatchObject({ status: 1, output: expect.stringContaining('model.safetensors is no safetensors file') });
    });
  });
});

describe.skipIf(bin === '').concurrent('the buildspec of the job', () => {
  /** Runs its commands as CodeBuild does, in one shell that stops at the first failure, with a directory of its own for /tmp/ingest. */
  async function build(source: string, text: string): Promise<Run & { readonly bucket: string }> {
    const bucket = `weights-${++count}`;
    await cloud.bucket(bucket, bucketKey);
    const place = join(work, `build-${++count}`);
    const { phases, env } = JSON.parse(ingestBuildspec({ manifest: text, notice: files['NOTICE']?.toString() ?? '' }));
    expect(env).toEqual({ shell: 'bash' });
    const commands: string[] = phases.build.commands.map((command: string) => command.replaceAll('/tmp/ingest', place));
    const paths = Object.fromEntries(Object.entries(ingestPaths).map(([name, path]) => [name, path.replace('/tmp/ingest', place)]));
    const environment = {
      ...emulator.environment,
      ...paths,
      MANIFEST_SHA256: sha256(manifest),
      LARGEST_FILE: '4096',
      ...job(source, bucket),
    };
    return { ...(await run('bash', ['-e', '-c', commands.join('\n')], environment)), bucket };
  }

  it('brings manifest and notice along byte by byte, and what a node accepts into the bucket', async ({ expect }) => {
    await withSource({}, async (source) => {
      const result = await build(source.url, manifest);
      expect(result).toMatchObject({ status: 0, output: expect.stringContaining('ready: 4 files') });
      expect(await boot(result.bucket)).toMatchObject({ status: 0, joins: true });
    });
  });

  it('stores nothing when nobody has approved the weights', async ({ expect }) => {
    await withSource({}, async (source) => {
      const result = await build(source.url, '');
      expect(result).toMatchObject({ status: 1, output: expect.stringContaining('approved is') });
      expect(source.requests).toEqual([]);
    });
  });
});

describe.skipIf(bin === '')('every shell script', () => {
  it('passes shellcheck', async () => {
    const scripts = readdirSync('runtime', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.sh'));
    expect(scripts.length).toBeGreaterThan(1);
    const { status, output } = await run(
      join(bin, 'shellcheck'),
      ['--enable=all', '--exclude=SC2310,SC2312', ...scripts.map((name) => join('runtime', name))],
      {},
    );
    expect(output).toBe('');
    expect(status).toBe(0);
  });
});
