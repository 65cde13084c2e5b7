import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/state/shared-value.js';
import type { Json, Written } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { topologies } from '../../support/topologies.js';

/** Properties of the parameter with this name. */
function parameter({ Resources }: Written, name: string): Json {
  const found = Object.values(Resources).find(({ Type, Properties }) => Type === 'AWS::SSM::Parameter' && Properties.Name === name);
  if (found === undefined) throw new Error(`no parameter ${name}`);
  return found.Properties;
}

const weights = 'prod-aws-weights-eu-north-1';

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, file) => {
    expect(findings(rule, [], file)).toEqual([]);
  });

  it.each<[string, string, (document: Written) => void, string]>([
    ['a bucket by name', weights, (d) => (parameter(d, '/llama/acme/weights/bucket').Value = 'stranger-bucket'), 'shares stranger-bucket as'],
    [
      'another resource of the stack',
      weights,
      (d) => (parameter(d, '/llama/acme/weights/bucket').Value = parameter(d, '/llama/acme/weights/key-arn').Value),
      'Allowed: the id of the AWS::S3::Bucket of this stack.',
    ],
    [
      'another name',
      weights,
      (d) => (parameter(d, '/llama/acme/weights/bucket').Name = '/llama/acme/weights/other'),
      'is /llama/acme/weights/other. Allowed in',
    ],
    [
      'one subnet that is not its own',
      'aws-network-us',
      (d) => (parameter(d, '/llama/acme/network/us/subnets').Value = 'subnet-0123456789abcdef0'),
      'shares subnet-0123456789abcdef0 as',
    ],
  ])('refuses %s', (_, stack, change, message) => {
    expect(findingsAfter(rule, stack, change)).toMatchObject([{ severity: 'error', message: expect.stringContaining(message) }]);
  });
});
