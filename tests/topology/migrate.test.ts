import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadOlderTopology, loadTopology } from '../../topology/load.js';
import { migrate, steps } from '../../topology/migrate.js';
import { currentVersion } from '../../topology/schema/topology.js';
import { run } from '../bin/run.js';
import { wholeText } from '../support/topologies.js';

const directory = mkdtempSync(join(tmpdir(), 'blueprint-migrate-'));
afterAll(() => rmSync(directory, { recursive: true }));
/** As topologies were before they said their version: one file, with everything in it. */
const version1 = wholeText().replace('schemaVersion: 2\n', '');
const write = (name: string, text: string) => {
  writeFileSync(join(directory, name), text);
  return join(directory, name);
};
const blueprint = (...args: string[]) => run('blueprint', args, directory);

describe('the chain', () => {
  it('has a step to every version, in order', () => {
    expect(steps.map(({ to }) => to)).toEqual(Array.from({ length: currentVersion - 1 }, (_, index) => index + 2));
  });

  it.each([
    ['below the comments at the top', '# schema\n\n# A system.\nname: a # short\n', '# schema\n\n# A system.\nschemaVersion: 2\nname: a # short\n'],
    ['with the line ends of the file', 'name: a\r\nx:   {a: 1,b: 2}\r\n', 'schemaVersion: 2\r\nname: a\r\nx:   {a: 1,b: 2}\r\n'],
    ['after a document marker', '---\nname: "a"\n', '---\nschemaVersion: 2\nname: "a"\n'],
    ['indented as the rest', '  name: a\n  x: 1\n', '  schemaVersion: 2\n  name: a\n  x: 1\n'],
    ['in braces', '{name: a}\n', '{schemaVersion: 2, name: a}\n'],
    ['in place of the old one', 'name: a\nschemaVersion: 1 # old\n', 'name: a\nschemaVersion: 2 # old\n'],
  ])('puts the version %s and touches nothing else', (_, before, after) => {
    const once = migrate(before, 'topology.yaml');
    expect(once.text).toBe(after);
    expect(once.from).toBe(1);
    expect(migrate(once.text, 'topology.yaml')).toEqual({ text: after, from: 2, changes: [] });
  });

  it('says line by line what it changed', () => {
    expect(migrate('# a\nname: x\n', 'topology.yaml').changes).toEqual(['topology.yaml:2: schemaVersion: 2 is new']);
  });
});

describe('a topology of another version', () => {
  it.each([
    [
      'none',
      version1,
      /old\.yaml:\d+:1: schemaVersion: missing, so the file is of version 1\. Allowed: 2\. Run "npm run blueprint -- migrate --topology old\.yaml --write"/,
    ],
    ['an older one', `schemaVersion: 1\n${version1}`, /schemaVersion: received 1\. Allowed: 2\. Run/],
    ['a newer one', `schemaVersion: 3\n${version1}`, /schemaVersion: received 3\. .*newer blueprint than this one, \d+\.\d+\.\d+/],
    ['text', `schemaVersion: two\n${version1}`, /schemaVersion: received "two"/],
    ['a half', `schemaVersion: 1.5\n${version1}`, /schemaVersion: received 1\.5/],
  ])('is refused with %s', (_, text, message) => {
    expect(() => loadTopology(write('old.yaml', text))).toThrow(message);
  });

  it('loads after it was migrated as it did before', () => {
    const { topology, notes, sha256 } = loadOlderTopology(write('old.yaml', version1));
    expect(notes).toEqual([expect.stringContaining('schema version 1')]);
    const { topology: now, sha256: after } = loadTopology(write('new.yaml', migrate(version1, 'new.yaml').text));
    expect(topology).toEqual(now);
    // Outputs recorded the digest of the file that they were made from.
    expect(sha256).not.toBe(after);
    expect(now).toEqual(loadTopology('topology.yaml').topology);
  });
});

describe('blueprint migrate', () => {
  it('prints the result and leaves the file alone', () => {
    const file = write('topology.yaml', version1);
    const { code, stdout, stderr } = blueprint('migrate');
    expect({ code, stdout }).toEqual({ code: 0, stdout: migrate(version1, '').text });
    expect(stderr).toMatch(/^topology\.yaml: version 1 -> 2\n {2}topology\.yaml:\d+: schemaVersion: 2 is new\n$/);
    expect(readFileSync(file, 'utf8')).toBe(version1);
  });

  it('replaces the file when it is asked to, once', () => {
    const file = write('topology.yaml', version1);
    expect(blueprint('migrate', '--write')).toMatchObject({ code: 0, stdout: expect.stringContaining('version 1 -> 2'), stderr: '' });
    expect(loadTopology(file).topology.schemaVersion).toBe(2);
    expect(blueprint('migrate', '--write')).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing changes') });
  });

  it('refuses what is of no version it knows, with exit code 2', () => {
    write('topology.yaml', 'schemaVersion: 9\nname: a\n');
    expect(blueprint('migrate')).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('received 9') });
  });
});
