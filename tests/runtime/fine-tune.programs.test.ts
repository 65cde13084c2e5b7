import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { adapterPrefix, adapterWith, hex, settingOf, statementOf } from './adapter-files.js';
import { bin, boot, bucketWith, cloud, type Node, signingKey, useAwsNode } from './aws-node.js';
import { files } from './fixtures.js';
import { boot as bootGoogle, cloud as google, bucketWith as googleBucketWith, signingKey as googleKey, useGoogleVm } from './google-vm.js';

useAwsNode();
useGoogleVm();

type Adapter = ReturnType<typeof adapterWith>;
const sound = adapterWith();
const other = adapterWith({ 'adapter_model.safetensors': Buffer.from('other weights') });
/** Signed and listed, but its statement speaks of other files. */
const unspoken = adapterWith({}, statementOf(other.contents));

/** A bucket with a base and an adapter, whose manifest is signed unless the case says otherwise. */
async function bucketOf({ contents, manifest }: Adapter, signature?: Buffer): Promise<string> {
  const bucket = await bucketWith(files);
  const objects = { ...contents, 'MANIFEST.sha256': manifest, 'MANIFEST.sha256.sig': signature ?? (await cloud.sign(signingKey, manifest)) };
  await Promise.all(Object.entries(objects).map(([name, content]) => cloud.put(`${bucket}/${adapterPrefix}/${name}`, content)));
  return bucket;
}

const start = async (adapter: Adapter, told = settingOf(adapter), signature?: Buffer): Promise<Node> =>
  boot(await bucketOf(adapter, signature), undefined, undefined, undefined, { ADAPTERS: told });

describe.skipIf(bin === '').concurrent('a node with an adapter', () => {
  it('joins once the base and the adapter are proven, each in a directory of its own', async ({ expect }) => {
    const node = await start(sound);
    expect(node).toMatchObject({ status: 0, joins: true });
    expect(readdirSync(node.models).sort()).toEqual(['MANIFEST.sha256', 'MANIFEST.sha256.sig', ...Object.keys(files)].sort());
    const beside = join(node.models, '../claims');
    expect(readdirSync(beside).sort()).toEqual(['MANIFEST.sha256', 'MANIFEST.sha256.sig', ...Object.keys(sound.contents)].sort());
    expect(readFileSync(join(beside, 'adapter_model.safetensors'))).toEqual(sound.contents['adapter_model.safetensors']);
  });

  it.each<[string, string, () => Promise<Node>]>([
    [
      'a file that is not the one of the manifest',
      'adapter_model.safetensors does not match the manifest',
      () => start({ ...sound, contents: { ...sound.contents, 'adapter_model.safetensors': Buffer.from('changed') } }),
    ],
    ['another manifest than the approved one', 'approved is', () => start(other, settingOf(sound))],
    [
      'a manifest that another key signed',
      'signature of the manifest is not valid',
      async () => start(sound, settingOf(sound), await cloud.sign(await cloud.signingKey(), sound.manifest)),
    ],
    [
      'the statement of another fine-tune',
      'the manifest lists no PROVENANCE.json of digest',
      () => start(sound, settingOf({ ...sound, provenance: other.provenance })),
    ],
    ['a statement of other files', 'PROVENANCE.json does not speak of adapter_model.safetensors', () => start(unspoken)],
    ['a name that leads elsewhere', 'ADAPTERS has "../llama70,', () => start(sound, settingOf(sound).replace('claims', '../llama70'))],
    ['no digest of a statement', 'ADAPTERS has "claims,', () => start(sound, settingOf(sound).split(',').slice(0, 3).join(','))],
  ])('with %s stays out', async (_, message, started) => {
    const node = await started();
    expect(node.output).toContain(message);
    expect(node).toMatchObject({ status: 1, joins: false });
  });

  it('that serves a whole fine-tune holds it to its statement too', async ({ expect }) => {
    const statement = statementOf(files);
    const contents = { ...files, 'PROVENANCE.json': Buffer.from(statement) };
    const manifest = Object.entries(contents)
      .map(([name, content]) => `${hex(content)}  ${name}\n`)
      .join('');
    const proven = (provenance: string) => async () =>
      boot(await bucketWith(contents, { manifest }), manifest, undefined, undefined, { PROVENANCE_SHA256: provenance });
    expect(await proven(hex(statement))()).toMatchObject({ status: 0, joins: true });
    expect(await proven(hex('another'))()).toMatchObject({ status: 1, joins: false, output: expect.stringContaining('the manifest lists no PROVENANCE.json') });
  });
});

describe('a node on Google with an adapter', () => {
  const started = (adapter: Adapter, told = settingOf(adapter)) => {
    const bucket = googleBucketWith(files);
    const objects = { ...adapter.contents, 'MANIFEST.sha256': adapter.manifest, 'MANIFEST.sha256.sig': google.signature(googleKey, adapter.manifest) };
    for (const [name, content] of Object.entries(objects)) google.objects.set(`${bucket}/${adapterPrefix}/${name}`, content);
    return bootGoogle(bucket, { settings: { ADAPTERS: told } });
  };

  it('serves once both are proven', async () => {
    const node = await started(sound);
    expect(node).toMatchObject({ status: 0, serves: true });
    expect(readdirSync(join(node.models, '../claims')).sort()).toEqual(['MANIFEST.sha256', 'MANIFEST.sha256.sig', ...Object.keys(sound.contents)].sort());
  });

  it('does not serve with a statement of other files, nor with that of another fine-tune', async () => {
    const node = await started(unspoken);
    expect(node).toMatchObject({ status: 1, serves: false, output: expect.stringContaining('PROVENANCE.json does not speak of adapter_model.safetensors') });
    expect(existsSync(join(node.root, 'run/llama-weights-verified'))).toBe(false);
    expect(await started(sound, settingOf({ ...sound, provenance: other.provenance }))).toMatchObject({ status: 1, serves: false });
  });
});
