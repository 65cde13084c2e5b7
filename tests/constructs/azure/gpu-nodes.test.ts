import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const fleet = written('azure-fleet-us-nd', 'examples/azure-nodes.yaml');

describe('GPU nodes on Azure', () => {
  const nodes = inModule(fleet, 'azurerm_linux_virtual_machine_scale_set', 'Nodes-one');

  it('start from a reservation that exists, in its zone, and are rolled by hand', () => {
    expect(nodes).toMatchObject({
      sku: 'Standard_ND96isr_H100_v5',
      instances: 2,
      zones: ['1'],
      capacity_reservation_group_id: expect.stringMatching(/capacityReservationGroups\/h100-one$/),
      single_placement_group: false,
      upgrade_mode: 'Manual',
      source_image_reference: { publisher: 'microsoft-dsvm', offer: 'ubuntu-hpc', sku: '2204', version: '22.04.2026082801' },
    });
  });

  it('are replaced when they do not answer, and are told before they are deleted', () => {
    expect(nodes).toMatchObject({
      automatic_instance_repair: { enabled: true, action: 'Replace', grace_period: 'PT60M' },
      termination_notification: { enabled: true, timeout: 'PT15M' },
    });
    const [health] = nodes.extension;
    expect(JSON.parse(health.settings)).toEqual({ protocol: 'http', port: 8000, requestPath: '/health', intervalInSeconds: 30, numberOfProbes: 10 });
  });

  it('have no public address, no password, a disk with a key of ours and no diagnostics of their boot', () => {
    expect(JSON.stringify(nodes.network_interface)).not.toContain('public_ip');
    expect(nodes).toMatchObject({ disable_password_authentication: true, os_disk: { disk_encryption_set_id: expect.stringContaining('Disks_Set') } });
    expect(nodes).not.toHaveProperty('boot_diagnostics');
    expect(nodes).not.toHaveProperty('admin_password');
  });

  it('get cloud-init that lets nobody log in', () => {
    const text = Buffer.from(nodes.custom_data, 'base64').toString();
    expect(text).toMatch(/^#cloud-config\nusers: \[\]\nbootcmd:\n {2}- systemctl mask --now ssh.service ssh.socket\n/);
    // Azure takes 64 KiB.
    expect(text.length).toBeLessThan(40_000);
  });
});
