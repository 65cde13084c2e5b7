import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { covering } from './covering.js';

const directory = mkdtempSync(join(tmpdir(), 'covering-'));
afterAll(() => rmSync(directory, { recursive: true }));

function job(
  label: string,
  Resources: Readonly<Record<string, unknown>>,
  { region = 'eu-north-1', ...sections }: Readonly<Record<string, unknown>> & { readonly region?: string } = {},
) {
  const template = join(directory, `${label}.json`);
  writeFileSync(template, JSON.stringify({ Resources, ...sections }));
  return { label, template, region };
}

it('in brief, those templates are judged that have every property of every type, every type in its regions, and every section between them', () => {
  const vpc = (more: object = {}) => ({ Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16', ...more } });
  const jobs = [
    job('same', { A: vpc(), B: vpc() }),
    job('tagged', { A: vpc({ Tags: [{ Key: 'a' }, { Key: 'b', Value: 'c' }] }) }),
    job('bucket', { A: { Type: 'AWS::S3::Bucket' } }),
    job('kept', { A: { Type: 'AWS::S3::Bucket', DeletionPolicy: 'Retain' } }),
    job('elsewhere', { A: vpc() }, { region: 'us-east-2' }),
    job('outputs', { A: vpc() }, { Outputs: {} }),
  ];
  expect(covering(jobs).map(({ label }) => label)).toEqual(['tagged', 'outputs', 'elsewhere', 'kept']);
});
