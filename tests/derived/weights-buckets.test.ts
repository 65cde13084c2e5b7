import { describe, expect, it } from 'vitest';
import { awsWeightsBucket, existingBucket, googleBucket } from '../../derived/weights-buckets.js';
import { topologyWith } from '../support/topologies.js';

const { topology: acme } = topologyWith();
const { topology: nordic } = topologyWith([], 'examples/landing-zone.yaml');

describe('the bucket of weights', () => {
  it('that is made here is named after account and region, which make it unique in the world', () => {
    expect(awsWeightsBucket(acme, 'prod', 'eu-north-1')).toBe('llama-weights-acme-111122223333-eu-north-1');
    expect(googleBucket(acme, 'search', 'europe-west4')).toBe('acme-llama-grounded-acme-weights-europe-west4');
  });

  it('that exists keeps its name, in its region alone', () => {
    expect(awsWeightsBucket(nordic, 'app', 'eu-north-1')).toBe('nordic-model-store-eu-north-1');
    expect(awsWeightsBucket(nordic, 'app', 'us-east-2')).toMatch(/^llama-weights-nordic-\d{12}-us-east-2$/);
    expect(googleBucket(nordic, 'gpu', 'europe-west4')).toBe('nordic-model-store-europe-west4');
  });

  it('that exists comes with its key; one that is made has none yet', () => {
    expect(existingBucket(nordic, 'aws', 'app', 'eu-north-1')?.key).toMatch(/:key\/1234abcd-12ab-34cd-56ef-1234567890ad$/);
    expect(existingBucket(acme, 'aws', 'prod', 'eu-north-1')).toBeUndefined();
    expect(existingBucket(nordic, 'google', 'search', 'europe-west4')).toBeUndefined();
  });
});
