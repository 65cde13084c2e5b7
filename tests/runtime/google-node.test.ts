import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { manifestText } from '../../facts/weights.js';
import { type GoogleNode, googleUserData } from '../../runtime/node/google/user-data.js';
import { type Run, run } from './emulator.js';
import { commit, files, manifestOf, startSource } from './fixtures.js';
import { type GoogleCloud, startGoogleCloud } from './google-cloud.js';

const prefix = `llama-3.3-70b-instruct/fp8/${commit}`;
const manifest = manifestText(manifestOf());
const signingKey = 'projects/p/locations/europe-west4/keyRings/signing-1/cryptoKeys/signing-1/cryptoKeyVersions/1';
const secret = 'projects/p/secrets/key/versions/latest';
const apiKey = 'k'.repeat(48);
const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');

let work: string;
let cloud: GoogleCloud;
let count = 0;

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

function stub(name: string, body: string): void {
  writeFileSync(join(work, 'stubs', name), `#!/usr/bin/env bash\n${body}\n`);
  chmodSync(join(work, 'stubs', name), 0o755);
}

const server: GoogleNode['server'] = {
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
const driver = { installer: 'europe-west4-docker.pkg.dev/p/llama/installer@sha256:00', version: '580.95.05', bucket: 'b', prefix: 'drivers/cos' };

/** Files of the user data that a template would carry. */
function written(settings: Readonly<Record<string, string>>): Record<string, string> {
  const config = parse(
    googleUserData({ settings, registries: ['europe-west4-docker.pkg.dev'], driver, server, agents: [], progress: { check: 'print()', interval: 30 } }),
  );
  return Object.fromEntries(config.write_files.map(({ path, content }: { path: string; content: string }) => [path, content]));
}

/** A bucket that holds these files, with a signed manifest of the made-up weights unless the case says otherwise. */
function bucketWith(contents: Readonly<Record<string, Buffer>>, change: { manifest?: string; signature?: Buffer | 'none' } = {}): string {
  const bucket = `weights-${++count}`;
  const text = change.manifest ?? manifest;
  const signature = change.signature ?? cloud.signature(signingKey, text);
  const objects = { ...contents, 'MANIFEST.sha256': text, ...(signature !== 'none' && { 'MANIFEST.sha256.sig': signature }) };
  for (const [name, content] of Object.entries(objects)) cloud.objects.set(`${bucket}/${prefix}/${name}`, content);
  return bucket;
}

interface Node extends Run {
  readonly root: string;
  readonly models: string;
  readonly serves: boolean;
  readonly calls: string;
}

async function boot(bucket: string, change: { approved?: string; root?: string; environment?: Record<string, string>; secret?: string } = {}): Promise<Node> {
  const root = change.root ?? join(work, `node-${++count}`);
  mkdirSync(join(root, 'dev/disk/by-id'), { recursive: true });
  for (const name of ['google-local-nvme-ssd-0', 'google-local-nvme-ssd-1', 'google-persistent-disk-0']) writeFileSync(join(root, 'dev/disk/by-id', name), '');
  const settings = {
    MODEL: 'llama70',
    WEIGHTS_BUCKET: bucket,
    WEIGHTS_PREFIX: prefix,
    MANIFEST_SHA256: sha256(change.approved ?? manifest),
    WEIGHTS_SIGNING_KEY: signingKey,
    API_KEY_NAME: change.secret ?? secret,
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

const tampered = { ...files, 'model.safetensors': Buffer.from(files['model.safetensors'] as Buffer).fill(8, 200) };
const line = (name: string) => `${sha256('x')}  ${name}\n`;

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

const hubToken = 'hf_made_up_token';

interface Ingested extends Run {
  readonly bucket: string;
  readonly work: string;
  /** Requests that the source had. */
  readonly asked: number;
}

/** Runs the ingest on an empty bucket or on the one given. */
async function ingest(change: { contents?: typeof files; text?: string; environment?: Record<string, string>; breakOff?: string } = {}): Promise<Ingested> {
  const bucket = change.environment?.['WEIGHTS_BUCKET'] ?? `weights-${++count}`;
  const text = change.text ?? manifest;
  const input = join(work, `ingest-${++count}`);
  mkdirSync(input);
  writeFileSync(join(input, 'MANIFEST.sha256'), text);
  writeFileSync(join(input, 'NOTICE'), files['NOTICE'] as Buffer);
  const source = await startSource(change.contents ?? files, hubToken, change.breakOff === undefined ? {} : { breakOff: change.breakOff });
  const environment = {
    ...cloud.environment,
    PATH: `${join(work, 'stubs')}:/usr/bin:/bin`,
    MANIFEST: join(input, 'MANIFEST.sha256'),
    MANIFEST_SHA256: sha256(text),
    NOTICE: join(input, 'NOTICE'),
    SOURCE: 'huggingface',
    HF_ENDPOINT: source.url,
    HF_TOKEN: hubToken,
    REPOSITORY: 'example/made-up',
    COMMIT: commit,
    WEIGHTS_BUCKET: bucket,
    WEIGHTS_PREFIX: prefix,
    WEIGHTS_SIGNING_KEY: signingKey,
    WORK: join(input, 'work'),
    LARGEST_FILE: '4096',
    ...change.environment,
  };
  const result = await run('/bin/bash', ['runtime/weights/google/ingest.sh'], environment);
  source.stop();
  return { ...result, bucket, work: environment.WORK, asked: source.requests.length };
}

describe.concurrent('ingest on Google', () => {
  it('stores and signs what a node accepts; goes on after an interruption; a second run stores nothing', async ({ expect }) => {
    const first = await ingest({ breakOff: 'model.safetensors' });
    expect(first).toMatchObject({ status: 1, output: expect.stringContaining('model.safetensors cannot be fetched') });
    expect(cloud.objects.has(`${first.bucket}/${prefix}/MANIFEST.sha256.sig`)).toBe(false);
    const second = await ingest({ environment: { WORK: first.work, WEIGHTS_BUCKET: first.bucket } });
    expect(second).toMatchObject({ status: 0, asked: 1, output: expect.stringContaining('ready: 4 files') });
    expect(await boot(first.bucket)).toMatchObject({ status: 0, serves: true });
    const third = await ingest({ environment: { WEIGHTS_BUCKET: first.bucket } });
    expect(third).toMatchObject({ status: 0, asked: 0, output: expect.not.stringContaining('stored') });
    for (const { output } of [first, second, third]) expect(output).not.toMatch(new RegExp(`${hubToken}|${cloud.token}`));
  });

  it('puts the manifest where only the signature had arrived', async ({ expect }) => {
    const { bucket } = await ingest();
    cloud.objects.delete(`${bucket}/${prefix}/MANIFEST.sha256`);
    const again = await ingest({ environment: { WEIGHTS_BUCKET: bucket } });
    expect(again).toMatchObject({ status: 0, output: expect.not.stringContaining('stored MANIFEST.sha256.sig') });
    expect(await boot(bucket)).toMatchObject({ status: 0, serves: true });
  });

  it.each<[string, string, Parameters<typeof ingest>[0]]>([
    ['a file that differs from the approved one', 'model.safetensors does not match the approved manifest', { contents: tampered }],
    ['a manifest of another digest', 'approved is', { environment: { MANIFEST_SHA256: '0'.repeat(64) } }],
    ['a pickle', 'manifest names "model.pkl"', { text: line('model.pkl') }],
    ['no rights', 'LICENSE cannot be stored', { environment: { SIGNED_OUT: 'yes' } }],
  ])('refuses %s and signs nothing', async (_, message, change) => {
    const result = await ingest(change);
    expect(result).toMatchObject({ status: 1, output: expect.stringContaining(message) });
    expect(cloud.objects.has(`${result.bucket}/${prefix}/MANIFEST.sha256.sig`)).toBe(false);
  });

  it.each([
    ['the largest file does not fit', '999999999999999', 'has room for'],
    ['nobody says how large it is', 'unknown', 'LARGEST_FILE is "unknown"'],
  ])('fetches nothing where %s', async (_, bytes, message) => {
    const result = await ingest({ environment: { LARGEST_FILE: bytes } });
    expect(result).toMatchObject({ status: 1, output: expect.stringContaining(message), asked: 0 });
  });

  it('replaces nothing: neither a file nor a signature by another key', async ({ expect }) => {
    const other = bucketWith(tampered);
    expect(await ingest({ environment: { WEIGHTS_BUCKET: other } })).toMatchObject({ status: 1, output: expect.stringContaining('cannot be stored') });
    const { bucket } = await ingest();
    cloud.objects.set(`${bucket}/${prefix}/MANIFEST.sha256.sig`, cloud.signature('another/cryptoKeyVersions/1', manifest));
    const again = await ingest({ environment: { WEIGHTS_BUCKET: bucket } });
    expect(again).toMatchObject({ status: 1, output: expect.stringContaining('MANIFEST.sha256.sig cannot be stored; what lies there already is held') });
  });
});
