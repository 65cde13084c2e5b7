import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const foundation = written('google-foundation-search');

describe('a quota of accelerators', () => {
  it('asks for what the host may grow to', () => {
    expect(inModule(foundation, 'google_cloud_quotas_quota_preference')).toMatchObject({
      service: 'aiplatform.googleapis.com',
      quota_id: 'CustomModelServingH100GPUsPerProjectPerRegion',
      dimensions: { region: 'europe-west4' },
      quota_config: { preferred_value: '16' },
    });
  });
});
