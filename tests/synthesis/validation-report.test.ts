import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { explainFailure } from '../../bin/commands/failure.js';
import { cloudFormationFindings } from '../../synthesis/validation-report.js';
import { topologyWith } from '../support/topologies.js';

const directory = mkdtempSync(join(tmpdir(), 'blueprint-report-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** What is said of one property that CloudFormation's validator refuses. */
function said(properties: object, property: string) {
  const cloudFormationResource = { templatePath: 'one.template.json', logicalId: 'Group', propertyPaths: [property] };
  writeFileSync(join(directory, 'one.template.json'), JSON.stringify({ Resources: { Group: { Type: 'AWS::EC2::SecurityGroup', Properties: properties } } }));
  writeFileSync(
    join(directory, 'validation-report.json'),
    JSON.stringify({
      pluginReports: [
        { violations: [{ ruleName: 'E1151', description: 'does not match', severity: 'error', violatingConstructs: [{ cloudFormationResource }] }] },
      ],
    }),
  );
  return cloudFormationFindings(directory, topologyWith([], 'examples/landing-zone.yaml'))[0];
}

it('leads a value that the topology gives back to its line, and blames nobody', () => {
  const found = said({ VpcId: 'vpc-0a1b2c3d4e5f60718' }, 'Properties.VpcId');
  expect(found).toMatchObject({ path: 'existing.networks.lz.id', file: 'examples/landing-zone.yaml' });
  expect(found?.fix).toBe('CloudFormation would refuse this. The topology gives vpc-0a1b2c3d4e5f60718 at existing.networks.lz.id: correct it there.');
  expect(said({ SubnetIds: ['subnet-0a1b2c3d4e5f60718'] }, 'Properties.SubnetIds')?.path).toBe('existing.networks.lz.subnets[0]');
});

it('calls a value of its own a fault of the blueprint', () => {
  expect(said({ VpcId: 'vpc-made-here' }, 'Properties.VpcId')?.fix).toContain('it is a fault of the blueprint');
  // A short word is in a topology by chance.
  expect(said({ GroupDescription: 'app' }, 'Properties.GroupDescription')?.fix).toContain('it is a fault of the blueprint');
});

it('takes no violations for no acquittal where the validator did not run', () => {
  const report = (metadata: object) =>
    writeFileSync(join(directory, 'validation-report.json'), JSON.stringify({ pluginReports: [{ conclusion: 'failure', metadata, violations: [] }] }));
  const judged = () => cloudFormationFindings(directory, topologyWith());
  report({ error: 'WebAssembly.Instance(): Out of memory' });
  expect(judged).toThrow(/not validated.*Out of memory\. It needs .* addresses/);
  report({});
  expect(judged).toThrow('it says no reason');
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    judged();
  } catch (error) {
    expect(explainFailure(error)).toBe(3);
  }
  expect(stderr.mock.calls.flat().join('')).not.toContain('fault of the blueprint');
  stderr.mockRestore();
});
