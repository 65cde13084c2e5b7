import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const foundation = written('google-foundation-search');

describe('the cache of Vertex AI', () => {
  it('is off', () => {
    expect(inModule(foundation, 'google_vertex_ai_cache_config')).toMatchObject({ disable_cache: true });
  });
});
