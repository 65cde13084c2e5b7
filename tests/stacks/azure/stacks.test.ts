import { describe, expect, it } from 'vitest';
import { requiredTags } from '../../../facts/tags.js';
import { referenceContext, resources, synthesize } from '../../support/azure-stacks.js';
import type { Json } from '../../support/documents.js';

/** Emitted types that take tags. Reviewed: a type in neither list fails below. */
const taggable = [
  'azurerm_cognitive_account',
  'azurerm_cognitive_account_project',
  'azurerm_cognitive_account_rai_policy',
  'azurerm_key_vault',
  'azurerm_key_vault_key',
  'azurerm_log_analytics_workspace',
  'azurerm_monitor_action_group',
  'azurerm_monitor_activity_log_alert',
  'azurerm_monitor_metric_alert',
  'azurerm_network_security_group',
  'azurerm_private_dns_zone',
  'azurerm_private_dns_zone_virtual_network_link',
  'azurerm_private_endpoint',
  'azurerm_resource_group',
  'azurerm_user_assigned_identity',
  'azurerm_virtual_network',
];
/** Emitted types whose schema has no tags, or of an Azure type that has none. */
const untaggable = [
  'azapi_resource',
  'azurerm_cognitive_deployment',
  'azurerm_consumption_budget_subscription',
  'azurerm_cost_anomaly_alert',
  'azurerm_federated_identity_credential',
  'azurerm_management_lock',
  'azurerm_monitor_diagnostic_setting',
  'azurerm_policy_definition',
  'azurerm_role_assignment',
  'azurerm_role_definition',
  'azurerm_subnet',
  'azurerm_subnet_network_security_group_association',
  'azurerm_subscription_policy_assignment',
  'terraform_data',
];

/** The same map with its keys the other way round, at every depth. */
function reversed<T>(value: T): T {
  if (Array.isArray(value)) return value.map(reversed) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, entry]) => [key, reversed(entry)]),
  ) as T;
}

describe('azureStacks', () => {
  const stacks = synthesize(referenceContext());

  it('makes one stack per lifecycle', () => {
    expect(Object.keys(stacks)).toEqual([
      'acme-dev-azure-account',
      'acme-dev-azure-finance',
      'acme-dev-azure-foundry-dev-foundry',
      'acme-dev-azure-network-foundry',
    ]);
  });

  it('makes nothing without a Foundry host', () => {
    const context = referenceContext();
    delete context.topology.hosts['dev-foundry'];
    delete context.topology.workloads['development'];
    expect(synthesize(context)).toEqual({});
  });

  it.each(Object.keys(stacks))('%s pins its provider, keeps its state in the declared account and reads no other state', (name) => {
    const stack: Json = stacks[name];
    expect(stack.terraform.required_providers.azurerm.version).toBe('4.55.0');
    expect(stack.terraform.backend).toEqual({
      azurerm: {
        resource_group_name: 'acme-terraform',
        storage_account_name: 'acmeterraformstate',
        container_name: 'llama',
        key: `${name}.tfstate`,
        use_azuread_auth: true,
      },
    });
    expect(stack.provider.azurerm[0].features).toMatchObject([{ cognitive_account: [{ purge_soft_delete_on_destroy: false }] }]);
    expect(stack).not.toHaveProperty('data');
  });

  it('puts every required tag on every resource that takes tags', () => {
    const missing = Object.values(stacks).flatMap((stack) =>
      resources(stack)
        .filter(([address]) => taggable.includes(address.split('.')[0] ?? ''))
        .flatMap(([address, { tags }]) =>
          requiredTags()
            .filter((tag) => tags?.[tag] === undefined)
            .map((tag) => `${address}: ${tag}`),
        ),
    );
    expect(missing).toEqual([]);
  });

  it('emits only types whose tags were reviewed', () => {
    const types = new Set(Object.values(stacks).flatMap((stack) => Object.keys(stack.resource)));
    expect([...types].sort()).toEqual([...taggable, ...untaggable].sort());
  });

  it('does not depend on the order of the topology', () => {
    expect(JSON.stringify(synthesize(reversed(referenceContext())))).toBe(JSON.stringify(stacks));
  });

  it('keeps Terraform addresses: a rename destroys', () => {
    const stateful = ['azurerm_cognitive_account', 'azurerm_cognitive_deployment', 'azurerm_key_vault', 'azurerm_key_vault_key', 'azurerm_virtual_network'];
    expect(Object.values(stacks).flatMap((stack) => stateful.flatMap((type) => resources(stack, type).map(([address]) => address)))).toMatchInlineSnapshot(`
      [
        "azurerm_cognitive_account.Foundry_Account_DB969EE1",
        "azurerm_cognitive_deployment.Model_Deployment_3B258127",
        "azurerm_key_vault.Key_Vault_2A6EBCCA",
        "azurerm_key_vault_key.Key_43586C89",
        "azurerm_virtual_network.Network_B499D968",
      ]
    `);
  });
});
