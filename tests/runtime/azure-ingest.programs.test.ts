import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { boot, cloud, next, signingKey, useAzureVm, work } from './azure-vm.js';
import { type Run, run } from './emulator.js';
import { commit, files, startSource } from './fixtures.js';
import { line, manifest, prefix, sha256, tampered } from './made-up-weights.js';

useAzureVm();

const hubToken = 'hf_made_up_token';

interface Ingested extends Run {
  readonly container: string;
  readonly work: string;
  /** Requests that the source had. */
  readonly asked: number;
}

/** Runs the ingest on an empty container or on the one given. */
async function ingest(change: { contents?: typeof files; text?: string; environment?: Record<string, string>; breakOff?: string } = {}): Promise<Ingested> {
  const container = change.environment?.['WEIGHTS_CONTAINER'] ?? `weights-${next()}`;
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
    WEIGHTS_ACCOUNT: 'acmeweights',
    WEIGHTS_CONTAINER: container,
    WEIGHTS_PREFIX: prefix,
    WEIGHTS_VAULT: 'acme-weights.vault.azure.net',
    WEIGHTS_SIGNING_KEY: signingKey,
    WORK: join(input, 'work'),
    LARGEST_FILE: '4096',
    ...change.environment,
  };
  const result = await run('/bin/bash', ['runtime/weights/azure/ingest.sh'], environment);
  source.stop();
  return { ...result, container, work: environment.WORK, asked: source.requests.length };
}

describe.concurrent('ingest on Azure', () => {
  it('stores and signs what a node accepts; goes on after an interruption; a second run stores nothing', async ({ expect }) => {
    const first = await ingest({ breakOff: 'model.safetensors' });
    expect(first).toMatchObject({ status: 1, output: expect.stringContaining('model.safetensors cannot be fetched') });
    expect(cloud.blobs.has(`${first.container}/${prefix}/MANIFEST.sha256.sig`)).toBe(false);
    const second = await ingest({ environment: { WORK: first.work, WEIGHTS_CONTAINER: first.container } });
    expect(second).toMatchObject({ status: 0, asked: 1, output: expect.stringContaining('ready: 4 files') });
    expect(await boot(first.container)).toMatchObject({ status: 0, serves: true });
    const third = await ingest({ environment: { WEIGHTS_CONTAINER: first.container } });
    expect(third).toMatchObject({ status: 0, asked: 0, output: expect.not.stringContaining('stored') });
    for (const { output } of [first, second, third]) expect(output).not.toMatch(new RegExp(`${hubToken}|made-up-for`));
  });

  it('puts the manifest where only the signature had arrived', async ({ expect }) => {
    const { container } = await ingest();
    cloud.blobs.delete(`${container}/${prefix}/MANIFEST.sha256`);
    const again = await ingest({ environment: { WEIGHTS_CONTAINER: container } });
    expect(again).toMatchObject({ status: 0, output: expect.not.stringContaining('stored MANIFEST.sha256.sig') });
    expect(await boot(container)).toMatchObject({ status: 0, serves: true });
  });

  it('stores in as many blocks as a file needs', async ({ expect }) => {
    const { container, status } = await ingest({ environment: { BLOCK_BYTES: '1000' } });
    expect(status).toBe(0);
    expect(cloud.blobs.get(`${container}/${prefix}/model.safetensors`)).toEqual(files['model.safetensors']);
  });

  it('replaces nothing that is there', async ({ expect }) => {
    const { container } = await ingest();
    cloud.digests.set(`${container}/${prefix}/LICENSE`, 'of something else');
    const again = await ingest({ environment: { WEIGHTS_CONTAINER: container } });
    expect(again).toMatchObject({ status: 1, output: expect.stringContaining('LICENSE cannot be stored; what lies there already is kept') });
  });

  it.each<[string, string, Parameters<typeof ingest>[0]]>([
    ['a file that differs from the approved one', 'model.safetensors does not match the approved manifest', { contents: tampered }],
    ['a manifest of another digest', 'approved is', { environment: { MANIFEST_SHA256: '0'.repeat(64) } }],
    ['a pickle', 'manifest names "model.pkl"', { text: line('model.pkl') }],
    ['no rights', 'LICENSE cannot be stored', { environment: { SIGNED_OUT: 'yes' } }],
  ])('refuses %s and signs nothing', async (_, message, change) => {
    const result = await ingest(change);
    expect(result).toMatchObject({ status: 1, output: expect.stringContaining(message) });
    expect(cloud.blobs.has(`${result.container}/${prefix}/MANIFEST.sha256.sig`)).toBe(false);
  });
});
