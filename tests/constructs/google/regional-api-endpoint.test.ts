import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const foundation = written('google-foundation-search');

describe('the endpoint of a regional API', () => {
  it('is of the API in the region of the network', () => {
    expect(inModule(foundation, 'google_network_connectivity_regional_endpoint')).toMatchObject({
      location: 'europe-west4',
      target_google_api: 'modelarmor.europe-west4.rep.googleapis.com',
    });
  });
});
