import { expect, it } from 'vitest';
import { type Json, terraformResourceOf } from '../../support/documents.js';
import { linkedDocument } from '../../support/linked.js';

const hub = '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/hub';
const network = linkedDocument('azure-network-foundry');

it('a peering with a hub takes its gateway and what that passes on, and lends nothing', () => {
  expect(terraformResourceOf(network, 'azurerm_virtual_network_peering')).toMatchObject({
    name: 'eu-azure',
    remote_virtual_network_id: hub,
    allow_forwarded_traffic: true,
    allow_gateway_transit: false,
    use_remote_gateways: true,
  });
});

it('its hub resolves every private zone, once each', () => {
  const links = Object.values<Json>(network.resource['azurerm_private_dns_zone_virtual_network_link'] ?? {});
  const zones = (ofHub: boolean) => links.filter(({ virtual_network_id: id }) => (id === hub) === ofHub).map(({ private_dns_zone_name: name }) => name);
  expect(zones(true)).toHaveLength(4);
  expect(zones(true).sort()).toEqual(zones(false).sort());
});
