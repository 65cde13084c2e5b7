import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

describe('the weights stack on Google', () => {
  it('is where fleets on Google are, with a bucket and a key of its own, waited for', () => {
    const weights = written('google-weights-europe-west4', 'examples/eu-gce.yaml');
    expect(inModule(weights, 'google_storage_bucket').encryption.default_kms_key_name).toContain('google_kms_crypto_key.Key_');
    expect(inModule(weights, 'google_kms_key_ring', 'Key_')).toMatchObject({ name: 'eu-gce-weights', location: 'europe-west4' });
    expect(inModule(weights, 'terraform_data', 'Key_').provisioner).toEqual([{ 'local-exec': { command: 'sleep 420' } }]);
  });
});
