import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Run, run } from './emulator.js';
import { commit, files, startSource } from './fixtures.js';
import { boot, bucketWith, cloud, next, signingKey, useGoogleVm, work } from './google-vm.js';
import { line, manifest, prefix, sha256, tampered } from './made-up-weights.js';

useGoogleVm();

const hubToken = 'hf_made_up_token';

interface Ingested extends Run {
  readonly bucket: string;
  readonly work: string;
  /** Requests that the source had. */
  readonly asked: number;
}

/** Runs the ingest on an empty bucket or on the one given. */
async function ingest(change: { contents?: typeof files; text?: string; environment?: Record<string, string>; breakOff?: string } = {}): Promise<Ingested> {
  const bucket = change.environment?.['WEIGHTS_BUCKET'] ?? `weights-${next()}`;
  const text = change.text ?? manifest;
  const input = join(work, `ingest-${next()}`);
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
