import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { run } from '../bin/run.js';

const directory = mkdtempSync(join(tmpdir(), 'blueprint-validation-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** What CDK wrote about its validation into the output of a refused synthesis. */
function report(script: string, args: readonly string[]): unknown {
  const { code, stderr } = run(script, args, directory, { CDK_VALIDATION: 'true' });
  if (code !== 1) throw new Error(`exit code ${code}: ${stderr}`);
  const { pluginReports } = JSON.parse(readFileSync(join(directory, 'cdk.refused', 'validation-report.json'), 'utf8'));
  // Stack traces name lines of each command's own bundle.
  return JSON.parse(
    JSON.stringify(
      pluginReports.find(({ pluginName }: { pluginName: string }) => pluginName === 'CloudFormation Validate'),
      (key, value) => (key === 'stackTraces' || key === 'acknowledgedStackTrace' ? undefined : value),
    ),
  );
}

it('says in a thread what it says in the process of the CDK application', () => {
  const place = 'region: us-east-2\n    network: us';
  const text = readFileSync('topology.yaml', 'utf8');
  expect(text.split(place)).toHaveLength(2);
  // CloudFormation has no inference profiles in this region.
  writeFileSync(join(directory, 'topology.yaml'), text.replace(place, 'region: eu-north-1\n    network: eu'));
  const threaded = report('blueprint', ['synth']);
  expect(threaded).toMatchObject({ conclusion: 'failure', pluginVersion: expect.stringMatching(/^\d/) });
  expect(JSON.stringify(threaded)).toContain('"F3006"');
  expect(threaded).toEqual(report('aws', []));
});
