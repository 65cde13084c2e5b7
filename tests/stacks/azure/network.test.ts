import { describe, expect, it } from 'vitest';
import { foundryHost, only, referenceContext, resources, synthesize } from '../../support/azure-stacks.js';
import type { Json } from '../../support/documents.js';

const name = 'acme-dev-azure-network-foundry';
const rules = (stack: Json): Json[] => only(stack, 'azurerm_network_security_group').security_rule;

describe('AzureNetworkStack', () => {
  it('has no way to the internet', () => {
    const stack = synthesize(referenceContext())[name];
    expect(only(stack, 'azurerm_subnet')).toMatchObject({ default_outbound_access_enabled: false, private_endpoint_network_policies: 'Enabled' });
    expect(rules(stack)).toContainEqual(
      expect.objectContaining({ direction: 'Outbound', access: 'Deny', destination_address_prefix: 'Internet', protocol: '*' }),
    );
    expect(only(stack, 'azurerm_subnet_network_security_group_association').network_security_group_id).toMatch(/azurerm_network_security_group/);
  });

  it('admits HTTPS from linked ranges and denies the rest', () => {
    const context = referenceContext();
    context.topology.links['eu-azure']?.ranges.push('10.200.0.0/24');
    const inbound = rules(synthesize(context)[name]).filter((rule) => rule.direction === 'Inbound');
    const shown = inbound.map((rule) => [rule.access, rule.protocol, rule.destination_port_range, rule.source_address_prefixes ?? rule.source_address_prefix]);
    expect(shown).toEqual([
      ['Allow', 'Tcp', '443', ['10.200.0.0/24', '10.40.0.0/16']],
      ['Deny', '*', '*', '*'],
    ]);
  });

  it('admits nobody without a link', () => {
    const context = referenceContext();
    delete context.topology.links['eu-azure'];
    delete foundryHost(context.topology).link;
    expect(rules(synthesize(context)[name]).map(({ access }) => access)).toEqual(['Deny', 'Deny']);
  });

  it('resolves the zones of account and vault', () => {
    const stack = synthesize(referenceContext())[name];
    expect(resources(stack, 'azurerm_private_dns_zone').map(([, zone]) => zone.name)).toEqual([
      'privatelink.cognitiveservices.azure.com',
      'privatelink.openai.azure.com',
      'privatelink.services.ai.azure.com',
      'privatelink.vaultcore.azure.net',
    ]);
    expect(resources(stack, 'azurerm_private_dns_zone_virtual_network_link')).toHaveLength(4);
  });

  it('has the ids that Foundry stacks build', () => {
    const stacks = synthesize(referenceContext());
    const network = stacks[name];
    const subscription = '/subscriptions/00000000-0000-0000-0000-000000000000';
    const group = `${subscription}/resourceGroups/${only(network, 'azurerm_resource_group').name}/providers/Microsoft.Network`;
    const subnet = `${group}/virtualNetworks/${only(network, 'azurerm_virtual_network').name}/subnets/${only(network, 'azurerm_subnet').name}`;
    const zones = resources(network, 'azurerm_private_dns_zone').map(([, zone]) => `${group}/privateDnsZones/${zone.name}`);
    const endpoints = resources(stacks['acme-dev-azure-foundry-dev-foundry'], 'azurerm_private_endpoint').map(([, endpoint]) => endpoint);
    expect(endpoints.map((endpoint) => endpoint.subnet_id)).toEqual([subnet, subnet]);
    expect(endpoints.flatMap((endpoint) => endpoint.private_dns_zone_group.private_dns_zone_ids).sort()).toEqual(zones);
  });

  it('is not made where the network exists, and leaves DNS to its owner', () => {
    const context = referenceContext();
    context.topology.existing.networks.foundry = { id: '/subscriptions/s/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/v/subnets/e' };
    const stacks = synthesize(context);
    expect(stacks).not.toHaveProperty(name);
    for (const [, endpoint] of resources(stacks['acme-dev-azure-foundry-dev-foundry'], 'azurerm_private_endpoint')) {
      expect(endpoint.subnet_id).toMatch(/\/subnets\/e$/);
      expect(endpoint).not.toHaveProperty('private_dns_zone_group');
    }
  });
});
