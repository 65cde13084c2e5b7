import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

describe('a reservation of GPUs', () => {
  it('is for the machines of this project that ask for it, and cannot be destroyed', () => {
    const reservation = inModule(written('google-capacity-eu-gce', 'examples/eu-gce.yaml'), 'google_compute_reservation', 'b');
    expect(reservation).toMatchObject({
      zone: 'europe-west4-b',
      specific_reservation_required: true,
      reservation_sharing_policy: { service_share_type: 'DISALLOW_ALL' },
      specific_reservation: { count: 2, instance_properties: { machine_type: 'a3-highgpu-8g', guest_accelerators: [{ accelerator_count: 8 }] } },
      lifecycle: { prevent_destroy: true },
    });
  });
});
