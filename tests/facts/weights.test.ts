import { describe, expect, it } from 'vitest';
import { approvedManifests, manifestDigest, manifestText, parseManifest } from '../../facts/weights.js';
import { manifestOf } from '../runtime/fixtures.js';

const parse = (change: object) => parseManifest(JSON.stringify({ ...manifestOf(), ...change }), 'x.json');
const { files } = manifestOf();

describe('approved manifests', () => {
  it('are all valid, one for each release, precision and commit', () => {
    const keys = approvedManifests().map(({ release, precision, commit }) => `${release} ${precision} ${commit}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('become lines of sha256sum, sorted by name whatever their order, and a digest of these', () => {
    const [licence, ...rest] = files;
    expect(manifestText(manifestOf())).toMatch(/^[0-9a-f]{64} {2}LICENSE\n[0-9a-f]{64} {2}NOTICE\n[0-9a-f]{64} {2}USE_POLICY\.md\n[0-9a-f]{64} {2}model/);
    expect(manifestDigest({ files: [...rest, ...(licence === undefined ? [] : [licence])] })).toBe(manifestDigest(manifestOf()));
    expect(manifestDigest(manifestOf())).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it.each([
    ['a pickle', { files: [...files, { ...files[0], name: 'model.bin' }] }, 'a plain name'],
    ['a way out', { files: [...files, { ...files[0], name: '../config.json' }] }, 'a plain name'],
    ['a name twice', { files: [...files, files[0]] }, 'a name occurs twice'],
    ['no notice', { files: files.filter(({ name }) => name !== 'NOTICE') }, 'NOTICE is missing'],
    ['no weights', { files: files.filter(({ name }) => name !== 'model.safetensors') }, 'no safetensors file'],
    ['a branch', { commit: 'main' }, 'a full commit'],
    ['another licence', { licence: { version: '3.1' } }, 'Allowed: 3.3'],
    ['an unknown field', { pickle: true }, 'pickle'],
  ])('are refused with %s', (_, change, message) => {
    expect(() => parse(change)).toThrow(message);
  });
});
