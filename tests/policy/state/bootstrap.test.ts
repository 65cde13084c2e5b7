import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/state/bootstrap.js';
import { resourceOf } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';

const example = 'examples/landing-zone.yaml';

describe(rule.id, () => {
  it('accepts the declared bootstrap, and that of CDK where none is declared', () => {
    expect(findings(rule, [], example)).toEqual([]);
    expect(findings(rule)).toEqual([]);
  });

  it.each([
    [example, '/cdk-bootstrap/hnb659fds/version'],
    ['topology.yaml', '/cdk-bootstrap/other/version'],
  ])('in %s finds %s', (file, bootstrap) => {
    const found = findingsAfter(rule, 'aws-identity', ({ Parameters }) => void (Parameters['BootstrapVersion'].Default = bootstrap), {}, file);
    expect(found).toMatchObject([{ severity: 'error', message: expect.stringContaining(bootstrap) }]);
  });

  it('finds a stack that names none', () => {
    const found = findingsAfter(rule, 'aws-identity', ({ Parameters }) => void delete Parameters['BootstrapVersion'], {}, example);
    expect(found).toMatchObject([{ message: expect.stringContaining('is not named. Allowed: /cdk-bootstrap/llmplat/version') }]);
  });

  it.each([
    ['S3Bucket', 'stranger-bucket', 'is in stranger-bucket. Allowed: cdk-hnb659fds-assets-111122223333-us-east-2.'],
    ['S3Bucket', 'cdk-hnb659fds-assets-999988887777-us-east-2', 'Allowed: cdk-hnb659fds-assets-111122223333-us-east-2.'],
    ['S3Key', 'latest.zip', 'is latest.zip. Allowed: an asset, named by its digest.'],
  ])('finds a function whose code has %s %s', (key, value, message) => {
    const found = findingsAfter(rule, 'aws-lifecycle-us-east-2', (document) => void (resourceOf(document, 'AWS::Lambda::Function').Code[key] = value));
    expect(found).toMatchObject([{ severity: 'error', message: expect.stringContaining(message) }]);
  });
});
