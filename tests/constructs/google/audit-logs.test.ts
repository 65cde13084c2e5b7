import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const foundation = written('google-foundation-search');

describe('audit logs', () => {
  it('are of every read and write, and stay in the region, with a key of ours', () => {
    expect(inModule(foundation, 'google_project_iam_audit_config', 'Governance_Audit_aiplatform').audit_log_config).toEqual([
      { log_type: 'ADMIN_READ' },
      { log_type: 'DATA_READ' },
      { log_type: 'DATA_WRITE' },
    ]);
    expect(inModule(foundation, 'google_logging_project_bucket_config')).toMatchObject({
      location: 'europe-west4',
      cmek_settings: { kms_key_name: expect.stringContaining('Keys_regional-europe-west4') },
      lifecycle: { prevent_destroy: true },
    });
  });

  it('are kept out of the global bucket by the filter that sends them to ours', () => {
    const sink = inModule(foundation, 'google_logging_project_sink');
    expect(inModule(foundation, 'google_logging_project_exclusion').filter).toBe(sink.filter);
    expect(sink.filter).toContain('cloudaudit.googleapis.com/data_access');
  });
});
