import { expect, it } from 'vitest';
import { keyLocation, keyProblem } from '../../../evidence/encryption/key-problem.js';
import { cloudFormationStack, terraformStack } from '../../../evidence/synthesized/stack.js';
import { topologyWith } from '../../support/topologies.js';

const { topology } = topologyWith();

const aws = cloudFormationStack(
  { name: 's', region: 'eu-north-1', account: '111122223333' },
  {
    Parameters: {
      Shared: { Type: 'String' },
      Published: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/llama/acme/key' },
      Elsewhere: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/other/key' },
    },
    Resources: { Key: { Type: 'AWS::KMS::Key' }, Role: { Type: 'AWS::IAM::Role' }, Queue: { Type: 'AWS::SQS::Queue' } },
  },
  {},
);
const publishing = (region: string) =>
  cloudFormationStack(
    { name: 'p', region, account: '111122223333' },
    {
      Resources: {
        Key: { Type: 'AWS::KMS::Key' },
        Name: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/llama/acme/key', Value: { 'Fn::GetAtt': ['Key', 'Arn'] } } },
      },
    },
    {},
  );
const google = terraformStack(
  's',
  {
    resource: {
      google_kms_key_ring: { ring: { location: 'europe-west4', project: 'p' } },
      google_kms_crypto_key: { key: { key_ring: '${google_kms_key_ring.ring.id}' } },
      google_storage_bucket: { bucket: { project: 'p' } },
    },
  },
  {},
);
const of = (stack: typeof aws, id: string) => {
  const resource = stack.resources.find((one) => one.id === id);
  if (resource === undefined) throw new Error(id);
  return resource;
};
const [queue, bucket] = [of(aws, 'Queue'), of(google, 'google_storage_bucket.bucket')];

it.each([
  [{ 'Fn::GetAtt': ['Key', 'Arn'] }, undefined],
  [{ Ref: 'Published' }, undefined],
  [{ Ref: 'Elsewhere' }, 'cannot be told whose it is'],
  [{ Ref: 'Shared' }, 'cannot be told whose it is'],
  [{ 'Fn::ImportValue': 'x' }, 'cannot be told whose it is'],
  ['arn:aws:kms:eu-north-1:999988887777:key/1', 'is a key of 999988887777, and the data is in 111122223333'],
  ['arn:aws:kms:eu-north-1:111122223333:key/1', undefined],
  [undefined, 'no customer-managed key is named'],
  ['', 'no customer-managed key is named'],
  ['alias/aws/sqs', 'alias/aws/sqs is a key of AWS, not of the customer'],
  ['arn:aws:kms:us-east-1:111122223333:key/1', 'is in us-east-1 and the data in eu-north-1'],
  [{ 'Fn::GetAtt': ['Role', 'Arn'] }, 'is a AWS::IAM::Role, not a key'],
  [{ Ref: 'Nothing' }, 'names no key'],
])('%j as a key of an AWS resource: %s', (value, problem) => {
  expect(keyProblem(value, queue, topology, [aws, publishing('eu-north-1')])).toEqual(problem === undefined ? undefined : expect.stringContaining(problem));
});

it.each([
  ['${google_kms_crypto_key.key.id}', undefined, 'europe-west4'],
  ['projects/p/locations/us-central1/keyRings/r/cryptoKeys/k', undefined, 'us-central1'],
  ['projects/q/locations/us-central1/keyRings/r/cryptoKeys/k', 'is a key of q, and the data is in p', 'us-central1'],
  ['${google_storage_bucket.bucket.id}', 'names no key of this stack', undefined],
  ['projects/p/locations/us-central1/keyRings/r', 'names no key of this stack', 'us-central1'],
])('%s as a key of a Google resource: %s, in %s', (value, problem, location) => {
  expect(keyProblem(value, bucket, topology, [google])).toEqual(problem === undefined ? undefined : expect.stringContaining(problem));
  expect(keyLocation(value, bucket)).toBe(location);
});

it('a key that a stack of another region publishes is not the one that is read', () => {
  expect(keyProblem({ Ref: 'Published' }, queue, topology, [aws, publishing('us-east-2')])).toContain('cannot be told');
});
