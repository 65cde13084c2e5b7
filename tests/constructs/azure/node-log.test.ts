import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const fleet = written('azure-fleet-us-nd', 'examples/azure-nodes.yaml');

describe('lines of nodes', () => {
  it('are those of the units and of the kernel, and go to the workspace of the fleet alone', () => {
    const rule = inModule(fleet, 'azurerm_monitor_data_collection_rule');
    expect(rule.data_sources).toEqual({ syslog: [{ name: 'units', facility_names: ['kern', 'local0'], log_levels: ['*'], streams: ['Microsoft-Syslog'] }] });
    expect(rule.destinations).toEqual({ log_analytics: [{ name: 'workspace', workspace_resource_id: expect.stringContaining('Log_Workspace') }] });
  });

  it('go over the private link of the network', () => {
    expect(inModule(fleet, 'azurerm_monitor_data_collection_endpoint')).toMatchObject({ public_network_access_enabled: false });
    const linked = Object.values<{ scope_name: string; linked_resource_id: string }>(fleet.resource['azurerm_monitor_private_link_scoped_service']);
    expect(linked.map(({ scope_name }) => scope_name)).toEqual(['us-nd-network-gpu-monitor', 'us-nd-network-gpu-monitor']);
    expect(linked.map(({ linked_resource_id }) => linked_resource_id.replace(/^\$\{(\w+)\..*/, '$1')).sort()).toEqual([
      'azurerm_log_analytics_workspace',
      'azurerm_monitor_data_collection_endpoint',
    ]);
  });

  it('come from every scale set', () => {
    const names = Object.values<{ name: string }>(fleet.resource['azurerm_monitor_data_collection_rule_association']).map(({ name }) => name);
    expect(names.sort()).toEqual(['configurationAccessEndpoint', 'configurationAccessEndpoint', 'units', 'units']);
  });
});
