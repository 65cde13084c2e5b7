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

  /** The parameter through which a stack reads this. */
  const read = ({ Parameters }: Written, name: string): Json =>
    Object.values<Json>(Parameters).find(({ Default }) => Default === name) ?? expect.fail(`nothing reads ${name}`);

  it.each([
    ['another network', 'vpc-id', '/llama/acme/network/us/vpc-id', 'reads /llama/acme/network/us/vpc-id. Allowed: names below /llama/acme/network/eu/, '],
    ['another value of its own', 'vpc-id', '/llama/acme/network/eu/subnets', 'which is named after another value'],
    ['a name that nothing shares', 'subnets', '/llama/acme/network/eu/subnets2', 'which is named after another value'],
    ['another topology', 'subnets', '/llama/other/network/eu/subnets', 'reads /llama/other/network/eu/subnets'],
  ])('refuses to read %s', (_, name, other, message) => {
    const found = findingsAfter(rule, 'aws-fleet-eu-fleet', (document) => void (read(document, `/llama/acme/network/eu/${name}`).Default = other));
    expect(found).toMatchObject([{ severity: 'error', message: expect.stringContaining(message) }]);
  });
});
