const subscription = '/subscriptions/00000000-0000-0000-0000-000000000000';
const group = `${subscription}/resourceGroups/known`;
const insights = `${group}/providers/Microsoft.Insights`;
const network = `${group}/providers/Microsoft.Network`;

const compute = `${group}/providers/Microsoft.Compute`;

/** Attributes that a provider checks when another resource refers to them, as the cloud would say them. */
const known: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  azurerm_application_gateway: { id: `${network}/applicationGateways/known` },
  azurerm_cognitive_account: { id: `${group}/providers/Microsoft.CognitiveServices/accounts/known` },
  azurerm_cognitive_account_project: { id: `${group}/providers/Microsoft.CognitiveServices/accounts/known/projects/known` },
  azurerm_disk_encryption_set: { id: `${compute}/diskEncryptionSets/known` },
  azurerm_key_vault: { id: `${group}/providers/Microsoft.KeyVault/vaults/known`, vault_uri: 'https://known.vault.azure.net/' },
  azurerm_key_vault_key: {
    id: 'https://known.vault.azure.net/keys/known/0123456789abcdef0123456789abcdef',
    resource_id: `${group}/providers/Microsoft.KeyVault/vaults/known/keys/known/versions/0123456789abcdef0123456789abcdef`,
    resource_versionless_id: `${group}/providers/Microsoft.KeyVault/vaults/known/keys/known`,
    versionless_id: 'https://known.vault.azure.net/keys/known',
    version: '0123456789abcdef0123456789abcdef',
  },
  azurerm_linux_virtual_machine_scale_set: { id: `${compute}/virtualMachineScaleSets/known` },
  azurerm_log_analytics_workspace: { id: `${group}/providers/Microsoft.OperationalInsights/workspaces/known` },
  azurerm_monitor_action_group: { id: `${insights}/actionGroups/known` },
  azurerm_monitor_data_collection_endpoint: { id: `${insights}/dataCollectionEndpoints/known` },
  azurerm_monitor_data_collection_rule: { id: `${insights}/dataCollectionRules/known` },
  azurerm_monitor_private_link_scope: { id: `${insights}/privateLinkScopes/known` },
  azurerm_network_security_group: { id: `${network}/networkSecurityGroups/known` },
  azurerm_policy_definition: { id: `${subscription}/providers/Microsoft.Authorization/policyDefinitions/known` },
  azurerm_private_dns_zone: { id: `${network}/privateDnsZones/known.example` },
  azurerm_resource_group: { id: group },
  azurerm_storage_account: { id: `${group}/providers/Microsoft.Storage/storageAccounts/known` },
  azurerm_storage_container: { id: `${group}/providers/Microsoft.Storage/storageAccounts/known/blobServices/default/containers/known` },
  azurerm_subnet: { id: `${network}/virtualNetworks/known/subnets/known` },
  azurerm_user_assigned_identity: {
    id: `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/known`,
    client_id: '00000000-0000-0000-0000-000000000000',
    principal_id: '00000000-0000-0000-0000-000000000000',
  },
  azurerm_virtual_network: { id: `${network}/virtualNetworks/known` },
  google_service_account: {
    email: 'known-account@known-project.iam.gserviceaccount.com',
    id: 'projects/known-project/serviceAccounts/known-account@known-project.iam.gserviceaccount.com',
    member: 'serviceAccount:known-account@known-project.iam.gserviceaccount.com',
    name: 'projects/known-project/serviceAccounts/known-account@known-project.iam.gserviceaccount.com',
  },
};

/** What the cloud would say for an attribute; a text of no meaning where nobody checks it. */
export function knownText(address: string, attribute: string): string {
  const [type = ''] = address.split('.');
  return known[type]?.[attribute] ?? `known-${address}-${attribute}`.replace(/[^a-z0-9]+/gi, '-');
}
