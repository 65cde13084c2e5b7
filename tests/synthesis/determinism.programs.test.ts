import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { run, runProcess } from '../bin/run.js';
import { wholeText } from '../support/topologies.js';
import { deployable } from './deployable.js';

const reference = wholeText();
const directories: string[] = [];
afterAll(() => {
  for (const directory of directories) rmSync(directory, { recursive: true });
});

/** Synthesizes a topology text in a new folder of its own, as a user there would. */
function synthesized(text: string, prefix = 'blueprint-a-', how = run): Record<string, string> {
  const directory = mkdtempSync(join(tmpdir(), prefix));
  directories.push(directory);
  writeFileSync(join(directory, 'topology.yaml'), text);
  const result = how('blueprint', ['synth'], directory);
  if (result.code !== 0) throw new Error(result.stdout + result.stderr);
  return { ...deployable(join(directory, 'cdk.out')), ...deployable(join(directory, 'cdktf.out')) };
}

/** The same entities in the opposite order, at every level. */
function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, shuffled(item)]),
  );
}

let first: Record<string, string>;
beforeAll(() => {
  first = synthesized(reference);
});

describe('two syntheses of one topology', () => {
  it('cover both applications', () => {
    expect(Object.keys(first).filter((path) => path.endsWith('.template.json')).length).toBeGreaterThanOrEqual(9);
    expect(Object.keys(first).filter((path) => path.endsWith('cdk.tf.json')).length).toBeGreaterThanOrEqual(5);
    expect(Object.keys(first).filter((path) => path.startsWith('cdk.out/asset.')).length).toBe(6);
  });

  it('name no path of the machine', () => {
    const [directory = ''] = directories;
    const outputs = ['cdk.out', 'cdktf.out'].flatMap((output) => readdirSync(join(directory, output), { recursive: true, withFileTypes: true }));
    const files = outputs.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
    const here = [directory, process.cwd(), 'node_modules'];
    expect(files.filter((file) => here.some((path) => readFileSync(file, 'utf8').includes(path)))).toEqual([]);
  });

  it('are byte-identical from another folder', () => {
    expect(synthesized(reference, 'blueprint-somewhere-else-', runProcess)).toEqual(first);
  });

  it('do not depend on the order of keys in the file', () => {
    const text = stringify(shuffled(parse(reference)), { aliasDuplicateObjects: false });
    expect(text.indexOf('finance:')).toBeLessThan(text.indexOf('accounts:'));
    expect(synthesized(text)).toEqual(first);
  });

  it('do not depend on the date', () => {
    const directory = mkdtempSync(join(tmpdir(), 'blueprint-later-'));
    directories.push(directory);
    writeFileSync(join(directory, 'topology.yaml'), reference);
    run('blueprint', ['synth', '--as-of', '2027-01-20'], directory);
    expect({ ...deployable(join(directory, 'cdk.out')), ...deployable(join(directory, 'cdktf.out')) }).toEqual(first);
  });
});

describe('the applications on their own', () => {
  it('npx cdk synth writes what npm run synth writes', () => {
    const output = mkdtempSync(join(tmpdir(), 'blueprint-cdk-'));
    directories.push(output);
    const result = spawnSync(process.execPath, ['node_modules/aws-cdk/bin/cdk', 'synth', '--quiet', '--output', join(output, 'cdk.out')], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] ?? '', HOME: output, CDK_VALIDATION: 'false', CDK_DISABLE_VERSION_CHECK: 'true', CI: 'true' },
    });
    expect({ code: result.status, stderr: result.status === 0 ? '' : result.stderr }).toEqual({ code: 0, stderr: '' });
    expect(deployable(join(output, 'cdk.out'))).toEqual(Object.fromEntries(Object.entries(first).filter(([path]) => path.startsWith('cdk.out/'))));
  });

  it('refuse on their own, each by the rules whose input it has', () => {
    const directory = mkdtempSync(join(tmpdir(), 'blueprint-refused-'));
    directories.push(directory);
    writeFileSync(join(directory, 'topology.yaml'), reference.replace('location: eu\n', 'location: global\n'));
    const terraform = run('terraform', [], directory);
    expect(terraform).toMatchObject({ code: 1, stderr: expect.stringContaining('residency/search-location') });
    const aws = run('aws', [], directory);
    expect(aws).toMatchObject({ code: 1, stderr: expect.stringContaining('residency/search-location') });
    expect(deployable(resolve(directory, 'cdk.out'))).toEqual({});
    expect(deployable(resolve(directory, 'cdktf.out'))).toEqual({});
  });
});
