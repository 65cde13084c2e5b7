import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sourcesDigest } from '../../runtime/bundle.js';

describe('what bundles are kept by', () => {
  let folder: string;
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
  const digest = () => sourcesDigest(join(folder, 'runtime'), join(folder, 'lock'));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bundle-'));
    mkdirSync(join(folder, 'runtime', 'gateway', 'policy', 'fields'), { recursive: true });
    write('lock', '1');
    write('runtime/clients.ts', 'a');
    write('runtime/gateway/policy/fields/values.ts', 'b');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('stays while nothing changes', () => expect(digest()).toBe(digest()));

  it.each([
    ['the lock file', () => write('lock', '2')],
    ['a file beside the folders of programs', () => write('runtime/clients.ts', 'c')],
    ['a file in a folder of a folder', () => write('runtime/gateway/policy/fields/values.ts', 'c')],
    ['a further file', () => write('runtime/gateway/policy/more.ts', '')],
    ['the name of a file', () => renameSync(join(folder, 'runtime/clients.ts'), join(folder, 'runtime/client.ts'))],
  ])('changes with %s', (_, change) => {
    const before = digest();
    change();
    expect(digest()).not.toBe(before);
  });
});

/** Whatever a program of ours is bundled from is in the digest. */
it.each([
  'bedrock-account/handler',
  'bedrock-import/handler',
  'model-lifecycle/handler',
  'gateway/broker/handler',
  'gateway/policy/main',
  'gateway/tokens/main',
  'gateway/translator/main',
])('%s is made of files of runtime/ and of packages alone', (entry) => {
  const { metafile } = buildSync({
    entryPoints: [`runtime/${entry}.ts`],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
  const strangers = Object.keys(metafile.inputs).filter((file) => !file.startsWith('runtime/') && !/(^|\/)node_modules\//.test(file));
  expect(strangers).toEqual([]);
});
