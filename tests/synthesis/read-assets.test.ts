import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readAssets } from '../../synthesis/read-assets.js';

const directory = mkdtempSync(join(tmpdir(), 'blueprint-assets-'));
afterAll(() => rmSync(directory, { recursive: true }));
const hash = 'a'.repeat(64);
const asset = join(directory, `asset.${hash}`);
mkdirSync(join(asset, 'lib'), { recursive: true });
writeFileSync(join(asset, 'index.mjs'), 'id');
writeFileSync(join(asset, 'lib/more.mjs'), 'id');
const digestOfId = 'a56145270ce6b3bebd1dd012b73948677dd618d496488bc608a3cb43ce3547dd';

function listed(source: object, objectKey = `${hash}.zip`): ReturnType<typeof readAssets> {
  writeFileSync(join(directory, 's.assets.json'), JSON.stringify({ files: { x: { source, destinations: { d: { objectKey } } } } }));
  return readAssets(join(directory, 's.template.json'));
}

it('reads the files of an asset by their digests', () => {
  expect(listed({ path: `asset.${hash}`, packaging: 'zip' })).toEqual({ [`${hash}.zip`]: { files: { 'index.mjs': digestOfId, 'lib/more.mjs': digestOfId } } });
});

it('reads none of a directory that the object is not named after, or that is not there', () => {
  expect(listed({ path: '..', packaging: 'zip' })).toEqual({ [`${hash}.zip`]: { files: {} } });
  expect(listed({ path: `asset.${hash}`, packaging: 'zip' }, `${'b'.repeat(64)}.zip`)).toEqual({ [`${'b'.repeat(64)}.zip`]: { files: {} } });
  expect(listed({ path: `asset.${'c'.repeat(64)}`, packaging: 'zip' }, `${'c'.repeat(64)}.zip`)).toEqual({ [`${'c'.repeat(64)}.zip`]: { files: {} } });
});

it('has nothing of a template, and of an output without a list', () => {
  expect(listed({ path: 's.template.json', packaging: 'file' })).toEqual({});
  expect(readAssets(join(directory, 'other.template.json'))).toEqual({});
});
