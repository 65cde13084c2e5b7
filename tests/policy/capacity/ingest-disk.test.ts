import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/capacity/ingest-disk.js';
import { type Json, resourceOf } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';

const after = (change: (environment: Json) => void) =>
  findingsAfter(rule, 'aws-weights-ingest-eu-north-1', (document) => change(resourceOf(document, 'AWS::CodeBuild::Project').Environment));
const largest = (environment: Json, bytes: string) => void (environment.EnvironmentVariables.find(({ Name }: Json) => Name === 'LARGEST_FILE').Value = bytes);

describe(rule.id, () => {
  it('accepts the reference topology', () => {
    expect(findings(rule)).toEqual([]);
  });

  it('accepts shards of 5 GB and refuses a checkpoint of 141 GB in one file, on a disk of 64 GB', () => {
    expect(after((environment) => largest(environment, '4999999999'))).toEqual([]);
    expect(after((environment) => largest(environment, '141200000000'))).toMatchObject([
      { path: 'weights.ingest', message: expect.stringContaining('141.2 GB; BUILD_GENERAL1_SMALL has a disk of 64 GB') },
    ]);
  });

  it('accepts the same file on a larger disk', () => {
    const change = (environment: Json) => {
      largest(environment, '141200000000');
      environment.ComputeType = 'BUILD_GENERAL1_2XLARGE';
    };
    expect(after(change)).toEqual([]);
  });

  it('refuses a disk that nobody knows, and a size that nobody says', () => {
    expect(after((environment) => void (environment.ComputeType = 'BUILD_LAMBDA_1GB'))).toMatchObject([{ message: expect.stringContaining('does not know') }]);
    expect(after((environment) => largest(environment, 'many'))).toMatchObject([{ message: expect.stringContaining('many bytes. Allowed: 0') }]);
  });

  it('refuses a job for a model that the topology does not name', () => {
    const other = (environment: Json) => void (environment.EnvironmentVariables.find(({ Name }: Json) => Name === 'MODEL').Value = 'another');
    expect(after(other)).toMatchObject([{ message: expect.stringContaining('brings in another, which the topology does not name') }]);
  });
});
