import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const fleet = written('google-fleet-eu-gce', 'examples/eu-gce.yaml');

describe('GPU nodes on Google', () => {
  it('are never replaced by an apply, never more than are reserved, have an hour to start, and are repaired as the last apply says', () => {
    expect(inModule(fleet, 'google_compute_instance_group_manager', 'Nodes-b')).toMatchObject({
      target_size: 2,
      update_policy: { type: 'OPPORTUNISTIC', max_surge_fixed: 0, max_unavailable_fixed: 1, minimal_action: 'REPLACE' },
      instance_lifecycle_policy: { default_action_on_failure: 'REPAIR', force_update_on_repair: 'YES' },
      auto_healing_policies: { initial_delay_sec: 3600 },
    });
  });

  it('start verified, without a public address, on a disk with a key of ours', () => {
    const template = inModule(fleet, 'google_compute_region_instance_template', 'Nodes-b');
    expect(template).toMatchObject({
      can_ip_forward: false,
      shielded_instance_config: { enable_secure_boot: true, enable_vtpm: true, enable_integrity_monitoring: true },
      disk: [{ boot: true, disk_encryption_key: { kms_key_self_link: expect.stringContaining('Key_') } }],
    });
    expect(JSON.stringify(template.network_interface)).not.toContain('access_config');
  });
});
