import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { toolPaths } from '../../synthesis/project.js';

type SourcesOf = (root: string, entries: readonly string[]) => ReadonlyMap<string, string>;
const { sourcesOf } = (await import(pathToFileURL(resolve('bin/sources.mjs')).href)) as { sourcesOf: SourcesOf };
const worker = 'synthesis/terraform-worker.ts';

/** Files that the bundler itself put into a bundle. */
async function bundledFiles(entry: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [entry, worker],
    outdir: 'x',
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    metafile: true,
  });
  return Object.keys(metafile.inputs);
}

describe.each(['bin/aws.ts', 'bin/blueprint.ts', 'bin/docs.ts', 'bin/terraform.ts'])('the bundle of %s', (entry) => {
  let bundled: string[];
  beforeAll(async () => {
    bundled = await bundledFiles(entry);
  });

  it('is looked up by every file that it is made of', () => {
    const digested = [...sourcesOf(resolve(), [entry, worker]).keys()];
    expect(digested).toEqual(expect.arrayContaining(bundled));
    expect(digested).toContain('facts/prices.yaml');
  });

  it('is made of nothing that is not part of the tool’s version', () => {
    expect(toolPaths).toEqual(expect.arrayContaining([...new Set(bundled.map((path) => path.split('/')[0]))]));
  });
});

it('a bundle of a folder that nobody listed is looked up by its files, and by those that are loaded later', () => {
  const root = mkdtempSync(join(tmpdir(), 'blueprint-sources-'));
  const files = {
    'bin/entry.ts': "import { a } from '../fresh/room/a.js';\n// as in './gone.js'\nexport * from './plain.mjs';\n",
    'bin/plain.mjs': "import './entry.ts';\n",
    'fresh/room/a.ts': "export const a = () => import('../later.js');\n",
    'fresh/later.ts': '',
    'fresh/unused.ts': '',
    'facts/table.yaml': '',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  expect([...sourcesOf(root, ['bin/entry.ts']).keys()]).toEqual(['bin/entry.ts', 'bin/plain.mjs', 'facts/table.yaml', 'fresh/later.ts', 'fresh/room/a.ts']);
  rmSync(root, { recursive: true });
});
