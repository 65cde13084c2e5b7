import { describe, expect, it } from 'vitest';
import { inModule, type Json } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const weights = written('google-weights-europe-west4', 'examples/eu-gce.yaml');

describe('the bucket of weights on Google', () => {
  it('holds what is in it until somebody says otherwise, with every version, privately', () => {
    expect(inModule(weights, 'google_storage_bucket')).toMatchObject({
      location: 'EUROPE-WEST4',
      default_event_based_hold: true,
      force_destroy: false,
      public_access_prevention: 'enforced',
      uniform_bucket_level_access: true,
      versioning: { enabled: true },
      soft_delete_policy: { retention_duration_seconds: 7776000 },
    });
  });

  it('is written by the account that brings weights in, which deletes nothing', () => {
    const writer = Object.values<Json>(weights.resource['google_storage_bucket_iam_member']).filter(({ member }) => member.includes('weights-ingest@'));
    expect(writer.map(({ role }) => role).sort()).toEqual(['roles/storage.objectCreator', 'roles/storage.objectViewer']);
  });
});
