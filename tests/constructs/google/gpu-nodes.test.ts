import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const fleet = written('google-fleet-eu-gce', 'examples/eu-gce.yaml');

describe('GPU nodes on Google', () => {
  it('are replaced one at a time, never more than are reserved, after half an hour to start', () => {
    expect(inModule(fleet, 'google_compute_instance_group_manager', 'Nodes-b')).toMatchObject({
      target_size: 2,
      update_policy: { max_surge_fixed: 0, max_unavailable_fixed: 1, minimal_action: 'REPLACE' },
      auto_healing_policies: { initial_delay_sec: 1800 },
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
