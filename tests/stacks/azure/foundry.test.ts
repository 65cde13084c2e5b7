import { beforeAll, describe, expect, it } from 'vitest';
import { foundryHost, only, referenceContext, resources, synthesize } from '../../support/azure-stacks.js';
import type { Json } from '../../support/documents.js';

const name = 'acme-dev-azure-foundry-dev-foundry';

/** The Foundry stack of the reference topology after a change. */
function changed(change: (context: ReturnType<typeof referenceContext>) => void): Json {
  const context = referenceContext();
  change(context);
  return synthesize(context)[name];
}

describe('FoundryStack of the reference topology', () => {
  let stack: Json;
  beforeAll(() => {
    stack = synthesize(referenceContext())[name];
  });

  it('takes neither keys nor public callers, and calls out to nothing', () => {
    expect(only(stack, 'azurerm_cognitive_account')).toMatchObject({
      kind: 'AIServices',
      sku_name: 'S0',
      local_auth_enabled: false,
      public_network_access_enabled: false,
      outbound_network_access_restricted: true,
      network_acls: { default_action: 'Deny', bypass: 'None' },
    });
    expect(only(stack, 'azurerm_cognitive_account')).not.toHaveProperty('fqdns');
  });

  it('accepts tokens on a subdomain that carries the subscription', () => {
    expect(only(stack, 'azurerm_cognitive_account')).toMatchObject({ name: 'acme-dev-foundry-00000000', custom_subdomain_name: 'acme-dev-foundry-00000000' });
  });

  it('deploys the pinned version under the declared sku and never upgrades by itself', () => {
    expect(only(stack, 'azurerm_cognitive_deployment')).toMatchObject({
      name: 'llama70',
      model: { format: 'Meta', name: 'Llama-3.3-70B-Instruct', version: '9' },
      sku: { name: 'GlobalStandard', capacity: 800 },
      version_upgrade_option: 'NoAutoUpgrade',
    });
  });

  it('encrypts with a customer-managed key that follows rotation', () => {
    const [[key, { rotation_policy }]] = resources(stack, 'azurerm_key_vault_key') as [[string, Json]];
    expect(only(stack, 'azurerm_cognitive_account').customer_managed_key).toEqual({
      key_vault_key_id: `\${${key}.versionless_id}`,
      identity_client_id: '${azurerm_user_assigned_identity.KeyReader.client_id}',
    });
    expect(rotation_policy).toEqual({ expire_after: 'P365D', notify_before_expiry: 'P30D', automatic: { time_before_expiry: 'P60D' } });
  });

  it('keeps the key in a private vault that nobody can purge, and unwraps before the account is made', () => {
    const vault = only(stack, 'azurerm_key_vault');
    expect(vault).toMatchObject({
      rbac_authorization_enabled: true,
      purge_protection_enabled: true,
      soft_delete_retention_days: 90,
      public_network_access_enabled: false,
      network_acls: { default_action: 'Deny', bypass: 'AzureServices' },
    });
    expect(vault.name.length).toBeLessThanOrEqual(24);
    const [grant] =
      resources(stack, 'azurerm_role_assignment').find(([, role]) => role.role_definition_name === 'Key Vault Crypto Service Encryption User') ?? [];
    // Through a wait: a role is not known to the vault as soon as it is assigned.
    const [wait] = only(stack, 'azurerm_cognitive_account').depends_on;
    expect(stack.resource.terraform_data[wait.split('.')[1]].triggers_replace).toEqual({ 0: `\${${grant}.id}` });
  });

  it.each(['azurerm_cognitive_account', 'azurerm_key_vault', 'azurerm_key_vault_key'])('refuses to destroy %s', (type) => {
    expect(only(stack, type).lifecycle).toEqual({ prevent_destroy: true });
  });

  it('writes to the account one step after the other', () => {
    const [endpoint] =
      resources(stack, 'azurerm_private_endpoint').find(([, { private_service_connection }]) => private_service_connection.name === 'account') ?? [];
    const [[filter]] = resources(stack, 'azurerm_cognitive_account_rai_policy') as [[string, Json]];
    const [[deployment]] = resources(stack, 'azurerm_cognitive_deployment') as [[string, Json]];
    expect(only(stack, 'azurerm_cognitive_account_rai_policy').depends_on).toEqual([endpoint]);
    expect(only(stack, 'azurerm_cognitive_deployment').rai_policy_name).toBe(`\${${filter}.name}`);
    expect(only(stack, 'azurerm_cognitive_account_project').depends_on).toEqual([deployment]);
  });

  it('blocks every harm in prompts and completions, attacks on the way in, and the texts and code of others on the way out', () => {
    const filters = only(stack, 'azurerm_cognitive_account_rai_policy').content_filter as Json[];
    expect(filters.map(({ name: harm, source }) => `${harm} ${source}`).sort()).toEqual([
      'Hate Completion',
      'Hate Prompt',
      'Indirect Attack Prompt',
      'Jailbreak Prompt',
      'Protected Material Code Completion',
      'Protected Material Text Completion',
      'Selfharm Completion',
      'Selfharm Prompt',
      'Sexual Completion',
      'Sexual Prompt',
      'Violence Completion',
      'Violence Prompt',
    ]);
    expect(filters.every((filter) => filter.block_enabled && filter.filter_enabled && filter.severity_threshold === 'Medium')).toBe(true);
  });

  it('trusts exactly the gateway role of the workload', () => {
    expect(only(stack, 'azurerm_federated_identity_credential')).toMatchObject({
      issuer: 'https://00000000-0000-4000-8000-000000000000.tokens.sts.global.api.aws',
      subject: 'arn:aws:iam::111122223333:role/llama-platform-acme-development',
      audience: ['api://AzureADTokenExchange'],
    });
  });

  it('lets the workload call models of this account and nothing else', () => {
    const [[account]] = resources(stack, 'azurerm_cognitive_account') as [[string, Json]];
    const roles = resources(stack, 'azurerm_role_assignment').map(([, role]) => [role.role_definition_name, role.scope]);
    expect(roles).toContainEqual([undefined, `\${${account}.id}`]);
    expect(roles).toHaveLength(2);
    const [[role]] = resources(stack, 'azurerm_role_definition') as [[string, Json]];
    const [assignment] = resources(stack, 'azurerm_role_assignment').flatMap(([, one]) => (one.role_definition_id === undefined ? [] : [one]));
    expect(assignment?.role_definition_id).toBe(`\${${role}.role_definition_resource_id}`);
  });

  it('logs who did what, never what was said, in the region of the account', () => {
    const settings = resources(stack, 'azurerm_monitor_diagnostic_setting').map(([, setting]) => setting);
    expect(settings.flatMap(({ enabled_log }) => enabled_log)).toEqual(expect.arrayContaining([{ category: 'Audit' }, { category: 'AuditEvent' }]));
    expect(settings.flatMap(({ enabled_log }) => enabled_log)).toHaveLength(2);
    expect(JSON.stringify(stack)).not.toMatch(/RequestResponse|Trace|allLogs|category_group|AzureOpenAIRequestUsage/);
    expect(only(stack, 'azurerm_log_analytics_workspace')).toMatchObject({ location: 'swedencentral', local_authentication_enabled: false });
  });

  it('reaches account and vault through private endpoints whose names resolve', () => {
    const endpoints = Object.fromEntries(
      resources(stack, 'azurerm_private_endpoint').map(([, { private_service_connection, private_dns_zone_group }]) => [
        private_service_connection.subresource_names[0],
        (private_dns_zone_group.private_dns_zone_ids as string[]).map((id) => id.split('/').at(-1)),
      ]),
    );
    expect(endpoints).toEqual({
      account: ['privatelink.cognitiveservices.azure.com', 'privatelink.openai.azure.com', 'privatelink.services.ai.azure.com'],
      vault: ['privatelink.vaultcore.azure.net'],
    });
  });

  it('tells the gateway address, deployment and client ids, and no key', () => {
    expect(Object.keys(stack.output).sort()).toEqual(['client_ids', 'deployment', 'endpoint']);
    expect(Object.keys(stack.output.client_ids.value)).toEqual(['development']);
    expect(JSON.stringify(stack.output)).not.toMatch(/access_key|secret/);
  });
});

describe('FoundryStack', () => {
  it('trusts nobody while no issuer is known', () => {
    const stack = changed(({ topology }) => {
      for (const account of Object.values(topology.accounts.aws)) delete account.oidcIssuer;
    });
    expect(resources(stack, 'azurerm_federated_identity_credential')).toEqual([]);
    expect(Object.keys(stack.output.client_ids.value)).toEqual(['development']);
  });

  it('takes the issuer from the outputs of an earlier deployment', () => {
    const stack = changed((context) => {
      for (const account of Object.values(context.topology.accounts.aws)) delete account.oidcIssuer;
      context.outputs = { issuers: { prod: 'https://issuer.example' } };
    });
    expect(only(stack, 'azurerm_federated_identity_credential').issuer).toBe('https://issuer.example');
  });

  it('gives each workload its own identity, tagged as its own', () => {
    const stack = changed(({ topology }) => {
      topology.workloads['global-assist']?.route.push('dev-foundry');
    });
    const identities = resources(stack, 'azurerm_user_assigned_identity').map(([, { tags }]) => tags.workload);
    expect(identities.sort()).toEqual(['development', 'global-assist', 'shared']);
    expect(only(stack, 'azurerm_cognitive_account').tags.workload).toBe('shared');
    expect(resources(stack, 'azurerm_federated_identity_credential').map(([, { subject }]) => subject)).toContain(
      'arn:aws:iam::111122223333:role/llama-platform-acme-global-assist',
    );
  });

  it('survives workloads named like its own parts', () => {
    const stack = changed(({ topology }) => {
      for (const id of ['endpoint', 'deployment', 'key']) topology.workloads[id] = structuredClone(topology.workloads.development as Json);
    });
    const names = resources(stack, 'azurerm_user_assigned_identity').map(([, identity]) => identity.name);
    expect(new Set(names).size).toBe(5);
  });

  it('emits what the topology says even where Foundry offers no such thing', () => {
    const stack = changed(({ topology }) => {
      Object.assign(topology.models.llama70 ?? {}, { release: 'llama-3.2-1b-instruct' });
      Object.assign(foundryHost(topology), { sku: 'DataZoneStandard', region: 'westus9' });
    });
    expect(only(stack, 'azurerm_cognitive_deployment')).toMatchObject({ model: { name: 'llama-3.2-1b-instruct' }, sku: { name: 'DataZoneStandard' } });
    expect(only(stack, 'azurerm_cognitive_account').location).toBe('westus9');
    expect(resources(stack, 'azurerm_private_endpoint').map(([, { location }]) => location)).toEqual(['swedencentral', 'swedencentral']);
  });

  it('synthesizes without a link', () => {
    expect(
      changed(({ topology }) => {
        delete foundryHost(topology).link;
      }),
    ).toBeDefined();
  });

  it('uses a declared key and makes no vault', () => {
    const stack = changed(({ topology }) => {
      topology.existing.keys['dev-foundry'] = 'https://acme-keys.vault.azure.net/keys/foundry';
    });
    expect(only(stack, 'azurerm_cognitive_account').customer_managed_key.key_vault_key_id).toBe('https://acme-keys.vault.azure.net/keys/foundry');
    expect(stack.resource).not.toHaveProperty('azurerm_key_vault');
  });
});
