import { describe, expect, it } from 'vitest';
import { inModule, type Json } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const network = written('azure-network-gpu', 'examples/azure-nodes.yaml');

const rules = (group: string) => {
  const found: Json[] = inModule(network, 'azurerm_network_security_group', group).security_rule;
  return found.map(({ direction, access, protocol, destination_port_range: port, ...rule }) => {
    const from = [rule.source_address_prefixes ?? rule.source_address_prefix].flat().join();
    return `${access} ${direction} ${protocol} ${port} from ${from} to ${rule.destination_address_prefix}`;
  });
};

describe('subnets of fleets on Azure', () => {
  it('let load balancers be called by gateways, and call nodes and endpoints', () => {
    expect(rules('Fleets_front')).toEqual([
      'Allow Inbound Tcp 443 from 10.44.0.0/16 to *',
      'Allow Inbound * * from AzureLoadBalancer to *',
      'Deny Inbound * * from * to *',
      'Allow Outbound Tcp 8000 from * to 10.88.8.0/21',
      'Allow Outbound Tcp 443 from * to 10.88.0.0/22',
      'Deny Outbound * * from * to *',
    ]);
  });

  it('let nodes be called by load balancers, and call endpoints', () => {
    expect(rules('Fleets_nodes')).toEqual([
      'Allow Inbound Tcp 8000 from 10.88.4.0/22 to *',
      'Deny Inbound * * from * to *',
      'Allow Outbound Tcp 443 from * to 10.88.0.0/22',
      'Deny Outbound * * from * to *',
    ]);
  });

  it('have no way out by default, and that of load balancers is handed over to them', () => {
    for (const name of ['Fleets_front', 'Fleets_nodes'])
      expect(inModule(network, 'azurerm_subnet', name)).toMatchObject({ default_outbound_access_enabled: false });
    expect(inModule(network, 'azurerm_subnet', 'Fleets_front').delegation).toMatchObject([
      { service_delegation: { name: 'Microsoft.Network/applicationGateways' } },
    ]);
  });
});
