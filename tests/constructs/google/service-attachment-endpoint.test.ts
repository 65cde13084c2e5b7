import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const vertex = written('google-vertex-grounding');

describe('the address of an endpoint', () => {
  it('is inside the network, and the gateway finds it by name from other regions', () => {
    expect(inModule(vertex, 'google_compute_forwarding_rule')).toMatchObject({
      allow_psc_global_access: true,
      no_automate_dns_zone: true,
      load_balancing_scheme: '',
    });
    expect(inModule(vertex, 'google_compute_address')).toMatchObject({ address_type: 'INTERNAL', purpose: 'GCE_ENDPOINT', region: 'europe-west4' });
    expect(inModule(vertex, 'google_dns_record_set').name).toMatch(/-europe-west4-123456789012\.prediction\.p\.vertexai\.goog\.$/);
  });
});
