import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const network = written('azure-network-gpu', 'examples/azure-nodes.yaml');

describe('the way of a network to Azure Monitor', () => {
  it('lets nothing pass to workspaces of others, and answers for its names', () => {
    expect(inModule(network, 'azurerm_monitor_private_link_scope')).toMatchObject({
      name: 'us-nd-network-gpu-monitor',
      ingestion_access_mode: 'PrivateOnly',
      query_access_mode: 'PrivateOnly',
    });
    const endpoint = inModule(network, 'azurerm_private_endpoint', 'Monitor_');
    expect(endpoint.private_service_connection.subresource_names).toEqual(['azuremonitor']);
    expect(endpoint.private_dns_zone_group.private_dns_zone_ids.map((id: string) => id.split('/').at(-1)).sort()).toEqual([
      'privatelink.agentsvc.azure-automation.net',
      'privatelink.blob.core.windows.net',
      'privatelink.monitor.azure.com',
      'privatelink.ods.opinsights.azure.com',
      'privatelink.oms.opinsights.azure.com',
    ]);
  });
});
