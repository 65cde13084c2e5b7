import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { manifestText } from '../../facts/weights.js';
import { ingestBuildspec, ingestPaths } from '../../runtime/weights/buildspec.js';
import { bin, boot, bucketKey, cloud, emulator, line, manifest, next, prefix, sha256, signingKey, tampered, useAwsNode, work } from './aws-node.js';
import { type Run, run } from './emulator.js';
import { commit, files, manifestOf, startSource } from './fixtures.js';

useAwsNode();

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
  const bucket = change['WEIGHTS_BUCKET'] ?? `weights-${next()}`;
  if (change['WEIGHTS_BUCKET'] === undefined) await cloud.bucket(bucket, bucketKey);
  const input = join(work, `ingest-${next()}`);
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
    const bucket = `weights-${next()}`;
    await cloud.bucket(bucket, bucketKey);
    const place = join(work, `build-${next()}`);
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
