import { expect, it } from 'vitest';
import { keyLocation, keyProblem } from '../../../evidence/encryption/key-problem.js';
import { cloudFormationStack, terraformStack } from '../../../evidence/synthesized/stack.js';

const aws = cloudFormationStack(
  { name: 's', region: 'eu-north-1', account: '111122223333' },
  { Parameters: { Shared: {} }, Resources: { Key: { Type: 'AWS::KMS::Key' }, Role: { Type: 'AWS::IAM::Role' }, Queue: { Type: 'AWS::SQS::Queue' } } },
  {},
);
const google = terraformStack(
  's',
  {
    resource: {
      google_kms_key_ring: { ring: { location: 'europe-west4' } },
      google_kms_crypto_key: { key: { key_ring: '${google_kms_key_ring.ring.id}' } },
      google_storage_bucket: { bucket: {} },
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
  [{ Ref: 'Shared' }, undefined],
  [{ 'Fn::ImportValue': 'x' }, undefined],
  ['arn:aws:kms:eu-north-1:111122223333:key/1', undefined],
  [undefined, 'no customer-managed key is named'],
  ['', 'no customer-managed key is named'],
  ['alias/aws/sqs', 'alias/aws/sqs is a key of AWS, not of the customer'],
  ['arn:aws:kms:us-east-1:111122223333:key/1', 'is in us-east-1 and the data in eu-north-1'],
  [{ 'Fn::GetAtt': ['Role', 'Arn'] }, 'is a AWS::IAM::Role, not a key'],
  [{ Ref: 'Nothing' }, 'names no key'],
])('%j as a key of an AWS resource: %s', (value, problem) => {
  expect(keyProblem(value, queue)).toEqual(problem === undefined ? undefined : expect.stringContaining(problem));
});

it.each([
  ['${google_kms_crypto_key.key.id}', undefined, 'europe-west4'],
  ['projects/p/locations/us-central1/keyRings/r/cryptoKeys/k', undefined, 'us-central1'],
  ['${google_storage_bucket.bucket.id}', 'names no key of this stack', undefined],
  ['projects/p/locations/us-central1/keyRings/r', 'names no key of this stack', 'us-central1'],
])('%s as a key of a Google resource: %s, in %s', (value, problem, location) => {
  expect(keyProblem(value, bucket)).toEqual(problem === undefined ? undefined : expect.stringContaining(problem));
  expect(keyLocation(value, bucket)).toBe(location);
});
