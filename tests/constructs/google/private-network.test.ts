import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const foundation = written('google-foundation-search');

describe('a private network', () => {
  it('has no route to the internet and lets nothing in or out by itself', () => {
    expect(inModule(foundation, 'google_compute_network')).toMatchObject({ auto_create_subnetworks: false, delete_default_routes_on_create: true });
    expect(inModule(foundation, 'google_compute_firewall', 'network-grounding_Private_DenyEgress')).toMatchObject({
      deny: [{ protocol: 'all' }],
      destination_ranges: ['0.0.0.0/0'],
      priority: 65534,
    });
    expect(inModule(foundation, 'google_compute_firewall', 'network-grounding_Private_DenyIngress')).toMatchObject({
      deny: [{ protocol: 'all' }],
      source_ranges: ['0.0.0.0/0'],
      priority: 65534,
    });
  });

  it('opens HTTPS to its endpoints only, and logs every flow', () => {
    expect(inModule(foundation, 'google_compute_firewall', 'network-grounding_Private_AllowEndpoints')).toMatchObject({
      allow: [{ protocol: 'tcp', ports: ['443'] }],
      destination_ranges: ['10.80.0.0/21', '10.80.8.1/32'],
      priority: 1000,
    });
    expect(inModule(foundation, 'google_compute_subnetwork').log_config).toMatchObject({ flow_sampling: 1, metadata: 'INCLUDE_ALL_METADATA' });
  });
});
