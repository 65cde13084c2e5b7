import { describe, expect, it } from 'vitest';
import { inModule, type Json } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const fleet = written('google-fleet-eu-gce', 'examples/eu-gce.yaml');

describe('the API key of a fleet on Google', () => {
  it('is stored in one region with a key of ours, for the gateways of its workloads', () => {
    const secret = inModule(fleet, 'google_secret_manager_secret');
    expect(secret.replication.user_managed.replicas).toMatchObject([
      { location: 'europe-west4', customer_managed_encryption: { kms_key_name: expect.stringContaining('Key_') } },
    ]);
    const members = Object.values<Json>(fleet.resource['google_secret_manager_secret_iam_member']).map(({ member }) => member);
    expect(members).toEqual(
      expect.arrayContaining([
        'serviceAccount:llama-eu-gce-claims@acme-llama-gpu.iam.gserviceaccount.com',
        'serviceAccount:llama-eu-gce-quality@acme-llama-gpu.iam.gserviceaccount.com',
      ]),
    );
  });
});
