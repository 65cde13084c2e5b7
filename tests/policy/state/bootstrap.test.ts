import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/state/bootstrap.js';
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
});
