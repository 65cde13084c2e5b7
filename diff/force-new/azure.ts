import type { ForceNew } from '../force-new.js';

/**
 * Unconfirmed in part: about twenty types of this table and Google's were read in copies of the providers' reference, which
 * do not match every release; the rest is knowledge of the provider. An argument on which copies disagree is left out and
 * may replace. Version: the one that the modules require, not the one that was read.
 */
const reference = (page: string, replaces: string, updates: string): ForceNew => ({
  provider: 'hashicorp/azurerm',
  version: '4.55.0',
  source: `website/docs/r/${page}.html.markdown`,
  replaces: replaces.split(' ').filter((name) => name !== ''),
  updates: updates.split(' ').filter((name) => name !== ''),
});

export const azureForceNew: Readonly<Record<string, ForceNew>> = {
  azurerm_cognitive_account: reference(
    'cognitive_account',
    'name resource_group_name location custom_subdomain_name',
    'sku_name fqdns identity local_auth_enabled network_acls outbound_network_access_restricted public_network_access_enabled storage tags',
  ),
  azurerm_cognitive_account_project: reference('cognitive_account_project', 'name cognitive_account_id location', 'identity description display_name tags'),
  azurerm_cognitive_account_rai_policy: reference('cognitive_account_rai_policy', 'name cognitive_account_id base_policy_name', 'content_filter mode tags'),
  azurerm_cognitive_deployment: reference(
    'cognitive_deployment',
    'name cognitive_account_id model.format model.name sku.tier sku.size sku.family',
    'model.version sku.capacity version_upgrade_option',
  ),
  azurerm_consumption_budget_subscription: reference(
    'consumption_budget_subscription',
    'name subscription_id time_period.start_date notification.threshold_type',
    'amount time_grain time_period.end_date notification filter',
  ),
  azurerm_cost_anomaly_alert: reference('cost_anomaly_alert', 'name subscription_id', 'display_name email_addresses email_subject message'),
  azurerm_federated_identity_credential: reference('federated_identity_credential', 'name parent_id resource_group_name', ''),
  azurerm_key_vault: reference(
    'key_vault',
    'name location resource_group_name',
    'sku_name tenant_id access_policy enabled_for_deployment enabled_for_disk_encryption enabled_for_template_deployment network_acls public_network_access_enabled purge_protection_enabled tags',
  ),
  azurerm_key_vault_key: reference('key_vault_key', 'name key_vault_id key_type key_size curve', 'key_opts not_before_date rotation_policy tags'),
  azurerm_log_analytics_workspace: reference(
    'log_analytics_workspace',
    'name resource_group_name location',
    'retention_in_days daily_quota_gb internet_ingestion_enabled internet_query_enabled tags',
  ),
  azurerm_monitor_diagnostic_setting: reference(
    'monitor_diagnostic_setting',
    'name target_resource_id',
    'log_analytics_workspace_id enabled_log metric enabled_metric',
  ),
  azurerm_network_security_group: reference('network_security_group', 'name resource_group_name location', 'security_rule tags'),
  azurerm_policy_definition: reference('policy_definition', 'name policy_type management_group_id', 'display_name description policy_rule metadata'),
  azurerm_private_dns_zone: reference('private_dns_zone', 'name resource_group_name', 'soa_record tags'),
  azurerm_private_dns_zone_virtual_network_link: reference(
    'private_dns_zone_virtual_network_link',
    'name private_dns_zone_name virtual_network_id resource_group_name',
    'registration_enabled tags',
  ),
  azurerm_private_endpoint: reference(
    'private_endpoint',
    'name resource_group_name location subnet_id private_service_connection custom_network_interface_name',
    'private_service_connection.request_message private_dns_zone_group tags',
  ),
  azurerm_resource_group: reference('resource_group', 'name location', 'tags managed_by'),
  azurerm_role_assignment: reference(
    'role_assignment',
    'name scope role_definition_id role_definition_name principal_id principal_type condition condition_version description',
    '',
  ),
  azurerm_subnet: reference(
    'subnet',
    'name resource_group_name virtual_network_name',
    'address_prefixes delegation service_endpoints private_endpoint_network_policies private_link_service_network_policies_enabled default_outbound_access_enabled',
  ),
  azurerm_subnet_network_security_group_association: reference('subnet_network_security_group_association', 'subnet_id network_security_group_id', ''),
  azurerm_subscription_policy_assignment: reference(
    'subscription_policy_assignment',
    'name policy_definition_id subscription_id location',
    'description display_name enforce identity metadata non_compliance_message not_scopes parameters',
  ),
  azurerm_user_assigned_identity: reference('user_assigned_identity', 'name resource_group_name location', 'tags'),
  azurerm_virtual_network: reference('virtual_network', 'name resource_group_name location', 'address_space dns_servers ddos_protection_plan encryption tags'),
};
