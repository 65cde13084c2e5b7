import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wholeText } from '../support/topologies.js';
import { run } from './run.js';

let directory: string;
const text = wholeText('examples/hosted-only.yaml');
const inventory = (...args: string[]) => run('blueprint', ['inventory', ...args], directory);

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'inventory-'));
  writeFileSync(join(directory, 'topology.yaml'), text);
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('pages of a topology', () => {
  it('are printed, and nothing is written', () => {
    const { code, stdout } = inventory();
    expect([code, stdout.match(/^== .*/gm)]).toEqual([
      0,
      ['== additions.txt', '== data-use.txt', '== exposure.txt', '== gateway.txt', '== residency.txt', '== tags.txt'],
    ]);
    expect(existsSync(join(directory, 'topology.inventory'))).toBe(false);
  });

  it('that are missing fail the check', () => {
    expect(inventory('--check')).toMatchObject({ code: 1, stdout: expect.stringContaining('6 of 6 pages differ') });
  });

  it('are written once, and are then as reviewed', () => {
    expect(inventory('--update').stdout).toBe('topology.inventory: wrote additions.txt, data-use.txt, exposure.txt, gateway.txt, residency.txt, tags.txt\n');
    expect(inventory('--update').stdout).toBe('topology.inventory: nothing changed\n');
    expect(inventory('--check')).toMatchObject({ code: 0, stdout: 'topology.inventory: as reviewed\n' });
    expect(readFileSync(join(directory, 'topology.inventory/residency.txt'), 'utf8')).toMatch(/hosted-hosted-aws-network-us: aws \d{12} us-east-2/);
  });

  it('fail the check with the lines that moved', () => {
    writeFileSync(join(directory, 'topology.yaml'), text.replaceAll('us-east-2', 'us-west-2'));
    const { code, stdout } = inventory('--check');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^topology\.inventory\/residency\.txt$/m);
    expect(stdout).toMatch(/^- hosted-hosted-aws-network-us: aws \d{12} us-east-2/m);
    expect(stdout).toMatch(/^\+ hosted-hosted-aws-network-us: aws \d{12} us-west-2/m);
    writeFileSync(join(directory, 'topology.yaml'), text);
  });

  it('that nothing makes any more fail the check, and go', () => {
    writeFileSync(join(directory, 'topology.inventory/old.txt'), 'x');
    expect(inventory('--check').code).toBe(1);
    expect(inventory('--update').code).toBe(0);
    expect(readdirSync(join(directory, 'topology.inventory'))).not.toContain('old.txt');
  });

  it('are checked or written, not both', () => {
    expect(inventory('--check', '--update')).toMatchObject({ code: 2, stderr: expect.stringContaining('--check and --update') });
  });
});
