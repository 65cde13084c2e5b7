import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const search = written('google-search-grounding');

describe('the bucket of imported documents', () => {
  it('is in the EU with a key of ours, is read by search, and forgets old versions after 30 days', () => {
    expect(inModule(search, 'google_storage_bucket')).toMatchObject({
      location: 'EU',
      force_destroy: false,
      encryption: { default_kms_key_name: expect.stringContaining('/locations/europe/') },
      lifecycle_rule: [{ action: { type: 'Delete' }, condition: { days_since_noncurrent_time: 30, with_state: 'ARCHIVED' } }],
    });
    expect(inModule(search, 'google_storage_bucket_iam_member', 'Import_Reader')).toMatchObject({ role: 'roles/storage.objectViewer' });
  });
});
