import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const foundation = written('google-foundation-search');

describe('the endpoint of Google APIs', () => {
  it('is an address of the network that leads to the APIs inside the perimeter only', () => {
    expect(inModule(foundation, 'google_compute_global_address')).toMatchObject({ address: '10.80.8.1', purpose: 'PRIVATE_SERVICE_CONNECT' });
    expect(inModule(foundation, 'google_compute_global_forwarding_rule')).toMatchObject({ target: 'vpc-sc' });
  });
});
