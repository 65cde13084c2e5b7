import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const fleet = written('google-fleet-eu-gce', 'examples/eu-gce.yaml');

describe('an internal load balancer on Google', () => {
  it('is reached from other regions, inside only, over TLS 1.2 with strong ciphers', () => {
    expect(inModule(fleet, 'google_compute_forwarding_rule')).toMatchObject({
      load_balancing_scheme: 'INTERNAL_MANAGED',
      allow_global_access: true,
      port_range: '443',
    });
    expect(inModule(fleet, 'google_compute_region_ssl_policy')).toMatchObject({ min_tls_version: 'TLS_1_2', profile: 'RESTRICTED' });
  });

  it('lets two paths through, each as a whole, and answers every other itself', () => {
    const [matcher] = inModule(fleet, 'google_compute_region_url_map').path_matcher;
    expect(matcher.default_route_action).toEqual({ fault_injection_policy: { abort: { http_status: 404, percentage: 100 } } });
    expect(matcher.route_rules).toMatchObject([{ match_rules: [{ full_path_match: '/v1/chat/completions' }, { full_path_match: '/v1/models' }] }]);
  });

  it('finishes answers for 900 seconds, and looks at /health as the one on AWS does', () => {
    expect(inModule(fleet, 'google_compute_region_backend_service')).toMatchObject({ connection_draining_timeout_sec: 900, timeout_sec: 900 });
    expect(inModule(fleet, 'google_compute_region_health_check', 'Front')).toMatchObject({
      check_interval_sec: 15,
      timeout_sec: 12,
      unhealthy_threshold: 5,
      healthy_threshold: 2,
      http_health_check: { request_path: '/health' },
    });
  });
});
