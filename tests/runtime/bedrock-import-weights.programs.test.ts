import { describe, expect, it } from 'vitest';
import { manifestText } from '../../facts/weights.js';
import { statementOf } from './adapter-files.js';
import {
  bedrock,
  bin,
  bucketWith,
  calls,
  finish,
  jobs,
  manifest,
  models,
  prefix,
  type Sent,
  send,
  sha256,
  signingKey,
  store,
  useBedrock,
} from './bedrock-importer.js';
import { files, manifestOf } from './fixtures.js';

useBedrock();

const tampered = Buffer.from(files['model.safetensors'] as Buffer).fill(8, 200);
const replaced = manifestText(manifestOf({ ...files, 'model.safetensors': tampered }));

const withoutNotice = manifest.replace(/.* {2}NOTICE\n/, '');

/** A fine-tune with a statement, and what the custom resource says of it. */
async function fineTuned(statement: string): Promise<Sent> {
  const text = manifestText(manifestOf({ ...files, 'PROVENANCE.json': Buffer.from(statement) }));
  return {
    bucket: await bucketWith({ 'PROVENANCE.json': Buffer.from(statement), 'MANIFEST.sha256': text, 'MANIFEST.sha256.sig': await store.sign(signingKey, text) }),
    manifestSha256: sha256(text),
    provenanceSha256: sha256(statement),
  };
}

describe.skipIf(bin === '')('weights before an import', () => {
  it('of a fine-tune are taken with the statement that speaks of them', async () => {
    expect((await send('Create', await fineTuned(statementOf(files)))).answer).toMatchObject({ Status: 'SUCCESS' });
  });

  it.each<[string, string, () => Promise<Sent>]>([
    [
      'a manifest that is not the approved one, though validly signed',
      `MANIFEST.sha256 is ${sha256(replaced)}, approved is ${sha256(manifest)}`,
      async () => ({
        bucket: await bucketWith({ 'model.safetensors': tampered, 'MANIFEST.sha256': replaced, 'MANIFEST.sha256.sig': await store.sign(signingKey, replaced) }),
      }),
    ],
    [
      'a signature by another key',
      'the signature of MANIFEST.sha256 is not one of',
      async () => ({ bucket: await bucketWith({ 'MANIFEST.sha256.sig': await store.sign(await store.signingKey(), manifest) }) }),
    ],
    [
      'a signature that is none',
      'the signature of MANIFEST.sha256 is not one of',
      async () => ({ bucket: await bucketWith({ 'MANIFEST.sha256.sig': 'MEUCIQ' }) }),
    ],
    ['no signature', 'MANIFEST.sha256.sig is not in the bucket', async () => ({ bucket: await bucketWith({ 'MANIFEST.sha256.sig': undefined }) })],
    ['no statement of a fine-tune', 'MANIFEST.sha256 lists no PROVENANCE.json of digest 1111', async () => ({ provenanceSha256: '1'.repeat(64) })],
    ['the statement of other files', 'PROVENANCE.json does not speak of model.safetensors', () => fineTuned(statementOf({ 'model.safetensors': tampered }))],
    ['nothing approved', 'approved is unapproved', async () => ({ manifestSha256: 'unapproved' })],
    ['a tampered object', 'model.safetensors does not match the manifest', async () => ({ bucket: await bucketWith({ 'model.safetensors': tampered }) })],
    ['an object that is missing', 'LICENSE is in the manifest and not in the bucket', async () => ({ bucket: await bucketWith({ LICENSE: undefined }) })],
    [
      'a manifest without the notice',
      'MANIFEST.sha256 lacks NOTICE',
      async () => ({
        bucket: await bucketWith({ NOTICE: undefined, 'MANIFEST.sha256': withoutNotice, 'MANIFEST.sha256.sig': await store.sign(signingKey, withoutNotice) }),
        manifestSha256: sha256(withoutNotice),
      }),
    ],
    [
      'an object too many',
      'adapter/extra.safetensors is not in the manifest',
      async () => ({ bucket: await bucketWith({ 'adapter/extra.safetensors': tampered }) }),
    ],
    [
      'an object of which S3 keeps no digest',
      'model.safetensors was stored without a SHA-256 of the whole object',
      async () => {
        const bucket = await bucketWith({ 'model.safetensors': undefined });
        await store.put(`${bucket}/${prefix}model.safetensors`, files['model.safetensors']);
        return { bucket };
      },
    ],
    [
      'a name that leaves the directory',
      'has the line',
      async () => {
        const text = `${sha256('x')}  ../other.json\n`;
        return {
          bucket: await bucketWith({ 'MANIFEST.sha256': text, 'MANIFEST.sha256.sig': await store.sign(signingKey, text) }),
          manifestSha256: sha256(text),
        };
      },
    ],
  ])('are refused with %s, and no job is started', async (_, reason, arrange) => {
    const { answer } = await send('Create', await arrange());
    expect(answer).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'acme-eu-1', Reason: expect.stringContaining('weights refused: ') });
    expect(answer['Reason']).toContain(reason);
    expect(calls).not.toContain('POST model-import-jobs');
  });

  it('that change while they are imported leave no model behind', async () => {
    const bucket = await bucketWith({});
    bedrock.look = async (job) => {
      // The same content, but another version: something else may have been there in between.
      await store.putWhole(`${bucket}/${prefix}LICENSE`, files['LICENSE'] as Buffer);
      finish(job);
    };
    const { answer } = await send('Create', { bucket });
    expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('they changed while they were imported') });
    expect(models).toEqual({});
  });

  it('are not asked for again when only tags change, nor for a deletion', async () => {
    await send('Create');
    const gone = { physical: 'acme-eu-1', bucket: 'no-such-bucket' };
    expect((await send('Update', { ...gone, request: 'second', tags: [{ key: 'host', value: 'renamed' }] })).answer).toMatchObject({ Status: 'SUCCESS' });
    expect((await send('Delete', { ...gone, request: 'third' })).answer).toMatchObject({ Status: 'SUCCESS' });
    expect(models).toEqual({});
  });

  it('are proved again for an event that comes again', async () => {
    const bucket = await bucketWith({});
    await send('Create', { bucket });
    await store.putWhole(`${bucket}/${prefix}model.safetensors`, tampered);
    expect((await send('Create', { bucket })).answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('does not match the manifest') });
    expect(jobs).toHaveLength(1);
  });
});
