import { describe, expect, it } from 'vitest';
import { inModule, type Json } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const network = written('azure-network-foundry');

describe('a private network on Azure', () => {
  it('has no way out, and lets HTTPS in from its callers only', () => {
    expect(inModule(network, 'azurerm_subnet')).toMatchObject({ default_outbound_access_enabled: false, private_endpoint_network_policies: 'Enabled' });
    const rules: Json[] = inModule(network, 'azurerm_network_security_group').security_rule;
    const allowed = rules.filter(({ access, direction }) => access === 'Allow' && direction === 'Inbound');
    expect(allowed.map(({ destination_port_range }) => destination_port_range)).toEqual(['443']);
    expect(JSON.stringify(allowed)).toContain('10.40.0.0/16');
    expect(rules.some(({ access, direction, source_address_prefix }) => access === 'Deny' && direction === 'Inbound' && source_address_prefix === '*')).toBe(
      true,
    );
  });
});
