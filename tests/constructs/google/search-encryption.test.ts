import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const foundation = written('google-foundation-search');

describe('the key of search', () => {
  it('is the default of its location, and cannot be taken back', () => {
    expect(inModule(foundation, 'google_discovery_engine_cmek_config')).toMatchObject({
      location: 'eu',
      set_default: true,
      deletion_policy: 'PREVENT',
      lifecycle: { prevent_destroy: true },
    });
  });
});
