import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadTopology } from '../../topology/load.js';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'blueprint-approvals-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const [topology, approvals] = ['topology.yaml', 'topology.approvals.yaml'].map((file) => readFileSync(file, 'utf8')) as [string, string];
const load = (files: Record<string, string>) => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  return loadTopology(join(directory, 'topology.yaml'));
};
const lineOf = (text: string, needle: string) => text.split('\n').findIndex((line) => line.includes(needle)) + 1;

describe('approvals beside the topology', () => {
  it('belong to it, and are found in their own file', () => {
    const { source, topology: loaded } = load({ 'topology.yaml': topology, 'topology.approvals.yaml': approvals });
    expect(Object.keys(loaded.contracts)).toContain('aws-main');
    expect(source.locateKey(['approvals', 'fleet-quota'])).toMatchObject({ file: 'topology.approvals.yaml', line: lineOf(approvals, 'fleet-quota:') });
    expect(source.locate(['hosts', 'eu-fleet', 'nodes', 'count'])).toMatchObject({ file: 'topology.yaml', line: lineOf(topology, 'count: 12') });
    // What is in neither belongs there.
    expect(source.locate(['approvals', 'missing']).file).toBe('topology.approvals.yaml');
  });

  it('change the digest of what was loaded', () => {
    const one = load({ 'topology.yaml': topology, 'topology.approvals.yaml': approvals }).sha256;
    expect(load({ 'topology.yaml': topology, 'topology.approvals.yaml': approvals.replace('limit: 250', 'limit: 251') }).sha256).not.toBe(one);
  });

  it.each([
    ['a section that is in both', `${topology}\nlicence: {}\n`, approvals, /topology\.approvals\.yaml:\d+:1: licence: in both files\. .*topology\.yaml:\d+:1/],
    [
      'a section of the topology',
      topology,
      `${approvals}\nhosts: {}\n`,
      /topology\.approvals\.yaml:\d+:1: hosts: unknown key\. .*contracts, approvals, licence/,
    ],
    [
      'a wrong value, at its line',
      topology,
      approvals.replace('limit: 250', 'limit: -1'),
      /topology\.approvals\.yaml:\d+:\d+: approvals\.guardrail-quota\.limit: received -1/,
    ],
    ['no mapping', topology, '- a\n', /topology\.approvals\.yaml:1:1: .*Allowed: a mapping/],
  ])('refuse %s', (_, own, beside, message) => {
    expect(() => load({ 'topology.yaml': own, 'topology.approvals.yaml': beside })).toThrow(message);
  });

  it.each(['topology.approval.yaml', 'topology.approvals.yml', 'topology.waiver.yaml', 'Topology.Outputs.yaml'])(
    'are not read from %s, which is refused',
    (name) => {
      expect(() => load({ 'topology.yaml': topology, 'topology.approvals.yaml': approvals, [name]: '{}\n' })).toThrow(`${name}: no file of this name is read`);
    },
  );

  it('leave other files alone', () => {
    expect(() =>
      load({ 'topology.yaml': topology, 'topology.approvals.yaml': approvals, 'topology.staging.yaml': '', 'topology-approvals.yaml': '' }),
    ).not.toThrow();
  });
});
