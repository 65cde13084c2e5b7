import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const search = written('google-search-grounding');

describe('an application of Vertex AI Search', () => {
  it('is in the EU, keeps no analytics, and cuts documents as declared', () => {
    expect(inModule(search, 'google_discovery_engine_search_engine')).toMatchObject({
      location: 'eu',
      disable_analytics: true,
      search_engine_config: { search_tier: 'SEARCH_TIER_ENTERPRISE' },
    });
    expect(inModule(search, 'google_discovery_engine_data_store')).toMatchObject({
      location: 'eu',
      document_processing_config: { chunking_config: { layout_based_chunking_config: { chunk_size: 500, include_ancestor_headings: true } } },
    });
  });
});
