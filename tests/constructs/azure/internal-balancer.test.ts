import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const fleet = written('azure-fleet-us-nd', 'examples/azure-nodes.yaml');

describe('an Application Gateway that is private', () => {
  const gateway = inModule(fleet, 'azurerm_application_gateway');

  it('has a private address alone, and ends TLS with a certificate that it reads itself', () => {
    expect(gateway.frontend_ip_configuration).toEqual([
      { name: 'private', private_ip_address: '10.88.4.100', private_ip_address_allocation: 'Static', subnet_id: expect.stringMatching(/\/subnets\/front$/) },
    ]);
    expect(gateway).toMatchObject({
      ssl_certificate: [{ key_vault_secret_id: 'https://acme-tls.vault.azure.net/secrets/llama' }],
      ssl_policy: { policy_type: 'Predefined', policy_name: 'AppGwSslPolicy20220101' },
      http_listener: [{ protocol: 'Https', host_name: 'llama.gpu.acme.internal' }],
    });
    expect(inModule(fleet, 'azurerm_role_assignment', 'Front_Certificate')).toMatchObject({
      role_definition_name: 'Key Vault Secrets User',
      scope: expect.stringMatching(/\/vaults\/acme-tls\/secrets\/llama$/),
    });
  });

  it('is in every zone, and is not replaced for zones that Azure gave to one that was made without', () => {
    expect(gateway).toMatchObject({ zones: ['1', '2', '3'], lifecycle: { ignore_changes: ['zones'] } });
  });

  it('buffers nothing, waits for the longest answer and lets running ones end', () => {
    expect(gateway).toMatchObject({
      global: { request_buffering_enabled: false, response_buffering_enabled: false },
      backend_http_settings: [{ port: 8000, request_timeout: 900, connection_draining: { enabled: true, drain_timeout_sec: 900 } }],
      probe: [{ path: '/health', match: { status_code: ['200'] } }],
    });
  });

  it('is made when its right is known', () => {
    expect(inModule(fleet, 'terraform_data', 'Front_CertificateSettled').provisioner).toEqual([{ 'local-exec': { command: 'sleep 600' } }]);
    expect(gateway.depends_on).toEqual([expect.stringContaining('Front_CertificateSettled')]);
  });
});
