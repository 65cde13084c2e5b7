import { describe, expect, it } from 'vitest';
import { inModule, type Json } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const weights = written('azure-weights-eastus', 'examples/azure-nodes.yaml');

describe('weights on Azure', () => {
  it('have an endpoint to the store and one to the key in the network of the nodes', () => {
    const endpoints = Object.values<Json>(weights.resource['azurerm_private_endpoint']);
    const found = endpoints.map(
      ({
        subnet_id: subnet,
        private_service_connection: {
          subresource_names: [part],
        },
      }) => `${part} in ${subnet.split('/').at(-3)}`,
    );
    expect(found.sort()).toEqual(['blob in us-nd-network-gpu', 'vault in us-nd-network-gpu', 'vault in us-nd-network-gpu']);
  });

  it('record what is stored and every use of a key', () => {
    const recorded = Object.values<Json>(weights.resource['azurerm_monitor_diagnostic_setting']).map(({ enabled_log: [log] }) => log.category);
    expect(recorded.sort()).toEqual(['AuditEvent', 'AuditEvent', 'StorageWrite']);
  });

  it('are signed with a key in another vault than theirs', () => {
    expect(inModule(weights, 'azurerm_key_vault', 'Key_').name).not.toBe(inModule(weights, 'azurerm_key_vault', 'Vault').name);
  });
});
