import { describe, expect, it } from 'vitest';
import { inModule, type Json } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const fleet = written('google-fleet-eu-gce', 'examples/eu-gce.yaml');

describe('alarms of a fleet on Google', () => {
  it('name somebody to tell, and count silence as a fault', () => {
    const policies = Object.values<Json>(fleet.resource['google_monitoring_alert_policy']);
    expect(policies.length).toBeGreaterThan(4);
    for (const policy of policies) expect(policy.notification_channels).toEqual([expect.stringContaining('google_monitoring_notification_channel')]);
    expect(inModule(fleet, 'google_monitoring_alert_policy', 'Alarms_engines-unwatched').conditions).toMatchObject([
      { condition_threshold: { evaluation_missing_data: 'EVALUATION_MISSING_DATA_ACTIVE' } },
    ]);
  });
});
