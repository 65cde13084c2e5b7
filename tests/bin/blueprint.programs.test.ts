import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wholeText } from '../support/topologies.js';
import { run, runProcess } from './run.js';

const own = ['topology.approvals.yaml', 'topology.yaml'];
let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'blueprint-bin-'));
  for (const name of own) cpSync(name, join(directory, name));
});
afterAll(() => rmSync(directory, { recursive: true }));

const blueprint = (...args: string[]) => run('blueprint', args, directory);
/** For one case of each exit code. */
const blueprintProcess = (...args: string[]) => runProcess('blueprint', args, directory);

function variant(name: string, from: string, to: string): string {
  const text = wholeText();
  if (!text.includes(from)) throw new Error(`nothing to change: ${from}`);
  writeFileSync(join(directory, name), text.replace(from, to));
  return name;
}

describe('synth', () => {
  it('writes all outputs and prints a row per host', () => {
    const { code, stdout, stderr } = blueprintProcess('synth');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const host of ['eu-fleet', 'us-bedrock', 'grounding', 'dev-foundry']) expect(stdout).toMatch(new RegExp(`^${host} `, 'm'));
    expect(stdout).toMatch(/^topology\.yaml, as of 2026-11-24: 0 fatal, 0 error/m);
    expect(stdout).toMatch(/\nBefore the first deployment [\s\S]*\n {2}bootstrap {2}prod [\s\S]*\n {2}cost tags {2}management +activate workload, [^\n]+\n$/);
    expect(readdirSync(directory).sort()).toEqual(['cdk.out', 'cdktf.out', 'gateway.out', ...own]);
  });

  it('leaves nothing deployable of a refused topology', () => {
    const { code, stdout, stderr } = blueprintProcess('synth', '--topology', variant('refused.yaml', 'route: [eu-fleet]\n', 'route: [us-bedrock]\n'));
    expect(code).toBe(1);
    expect(stdout).toContain('residency/host-region');
    expect(stderr).toContain('Refused: nothing was left to deploy');
    expect(existsSync(join(directory, 'cdk.out'))).toBe(false);
    expect(existsSync(join(directory, 'cdktf.out'))).toBe(false);
    expect(existsSync(join(directory, 'gateway.out'))).toBe(false);
    expect(existsSync(join(directory, 'cdk.refused', 'manifest.json'))).toBe(true);
    expect(existsSync(join(directory, 'gateway.refused', 'blueprint.json'))).toBe(true);
  });
});

describe('check', () => {
  it('names rule, severity, path and line as JSON, and nothing but JSON', () => {
    const name = variant('us-route.yaml', 'route: [eu-fleet]\n', 'route: [us-bedrock]\n');
    const { code, stdout } = blueprint('check', '--topology', name, '--format', 'json');
    const report = JSON.parse(stdout);
    const line =
      readFileSync(join(directory, name), 'utf8')
        .split('\n')
        .findIndex((text) => text.includes('route: [us-bedrock]')) + 1;
    expect(code).toBe(1);
    expect(report).toMatchObject({ topology: name, asOf: '2026-11-24', counts: { fatal: expect.any(Number) } });
    expect(report.findings[0]).toMatchObject({ rule: 'residency/host-region', severity: 'fatal', path: 'workloads.eu-production.route[0]', file: name, line });
    expect(report.findings[0].column).toBeGreaterThan(1);
  });

  it('leaves nothing behind', () => {
    const before = readdirSync(directory).sort();
    expect(blueprint('check').code).toBe(0);
    expect(readdirSync(directory).sort()).toEqual(before);
  });

  it('judges outputs that lie there, and notices an edit by hand', () => {
    expect(blueprint('synth').code).toBe(0);
    expect(blueprint('check', '--from-output').code).toBe(0);
    const file = join(directory, 'cdktf.out/stacks/acme-search-google-search-grounding/cdk.tf.json');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replaceAll('"location": "eu"', '"location": "global"'));
    const { code, stdout } = blueprint('check', '--from-output', 'cdktf.out');
    expect(code).toBe(1);
    expect(stdout).toContain('residency/search-location');
    writeFileSync(file, text);
  });

  it('writes SARIF and Markdown from the same findings', () => {
    const name = variant('global.yaml', 'location: eu\n', 'location: global\n');
    const sarif = JSON.parse(blueprint('check', '--topology', name, '--format', 'sarif').stdout);
    expect(sarif.runs[0].results.map((result: { ruleId: string }) => result.ruleId)).toContain('residency/search-location');
    expect(blueprint('check', '--topology', name, '--format', 'md').stdout).toMatch(/\| fatal \| `residency\/search-location` \| `global\.yaml:\d+` \|/);
  });

  it('compares dates with the day it is given, and says which', () => {
    expect(blueprint('check', '--as-of', '2027-06-01').stdout).toContain('as of 2027-06-01');
  });
});

describe('explain', () => {
  it('prints what a rule wants and why', () => {
    const { code, stdout } = blueprint('explain', 'residency/azure-sku');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^residency\/azure-sku \(fatal, cannot be waived\)/);
  });

  it('lists every rule by family without one', () => {
    const { code, stdout } = blueprint('explain');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^capacity\n {2}capacity\/answer-time +warning {2}A whole answer/);
    expect(stdout).toMatch(/^waivers\n( {2}waivers\/.*\n)*? {2}waivers\/unknown +error /m);
  });

  it('suggests the rule that was meant', () => {
    expect(blueprint('explain', 'residency/azure-skus')).toMatchObject({ code: 2, stderr: expect.stringContaining('Did you mean "residency/azure-sku"?') });
  });
});

describe('unusable input', () => {
  it.each([
    [['check', '--topology', 'none.yaml'], 'none.yaml: does not exist'],
    [['check', '--topology', '.'], 'is a directory'],
    [['check', '--format', 'xml'], 'Allowed choices are text, md, json, sarif'],
    [['check', '--as-of', '2026-02-30'], 'received "2026-02-30"'],
    [['check', '--from-output', 'nowhere'], 'nowhere: no such directory'],
    [['chek'], 'Did you mean check?'],
    [['check', '--topolgy', 'x'], 'Did you mean --topology?'],
  ])('%s exits 2 and says why', (args, message) => {
    expect(blueprint(...args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
  });
});
