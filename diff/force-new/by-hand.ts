import type { Effect } from '../force-new.js';
import type { Arguments, Reading } from './read.js';

/** What Terraform itself brings. Its documentation: a change of `triggers_replace` replaces, one of `input` does not. */
export const builtIn: Reading = {
  provider: 'terraform.io/builtin/terraform',
  version: '1.4.0',
  commit: 'v1.4.0',
  asOf: '2023-03',
  types: { terraform_data: { source: 'internal/builtin/providers/terraform/resource_data.go', replaces: ['triggers_replace'], updates: ['input'] } },
};

/** Version of each provider that modules require, up to which the changelogs were read against the reading. */
export const comparedWith: Readonly<Record<string, string>> = { 'hashicorp/google': '7.43.0', 'hashicorp/azurerm': '4.55.0' };

const only = (why: string): Effect => ({ effect: 'may-replace', why });
const inPlace = (why: string): Effect => ({ effect: 'update', why });
const anew = (why: string): Effect => ({ effect: 'replace', why });

/** Planned as a change in place, and never sent: the list of fields that the provider updates has only the name and the key. */
const unsent = inPlace('the plan shows an update, but the provider does not send it: the data store stays as it is');

/**
 * What no reader finds in a schema: conditions in the providers' code (`CustomizeDiff`), and what the version that modules
 * require does otherwise than the one that was read, by its changelog and by older documentation. Outranks the reading.
 */
export const byHand: Readonly<Record<string, Readonly<Record<string, Effect>>>> = {
  azurerm_cognitive_account: {
    custom_subdomain_name: only('made anew if there was one; the first one is set in place (5.2.0)'),
    customer_managed_key: only('made anew if it is taken away while project_management_enabled is set'),
    kind: anew('only from 4.56.0 on in place, between OpenAI and AIServices'),
    project_management_enabled: only('made anew if it is turned off'),
  },
  azurerm_cognitive_account_project: {
    description: only('made anew if it is emptied'),
    display_name: only('made anew if it is emptied'),
  },
  // At 4.55.0; from 4.65.0 on user_assigned_identity_id.
  azurerm_federated_identity_credential: { parent_id: anew('older documentation'), resource_group_name: anew('older documentation') },
  azurerm_key_vault: { contact: only('gone in 5.0.0, not read'), enable_rbac_authorization: inPlace('older name of rbac_authorization_enabled') },
  azurerm_key_vault_key: {
    expiration_date: only('made anew if it is taken away'),
    'release_policy.immutable': only('made anew if it was set'),
    'release_policy.json': only('made anew if release_policy is immutable'),
  },
  azurerm_log_analytics_workspace: {
    internet_ingestion_enabled: inPlace('older documentation'),
    internet_query_enabled: inPlace('older documentation'),
    local_authentication_disabled: inPlace('older name of local_authentication_enabled'),
    sku: only('in place between PerGB2018 and CapacityReservation, otherwise made anew'),
  },
  azurerm_monitor_diagnostic_setting: { metric: inPlace('older name of enabled_metric') },
  azurerm_policy_definition: { parameters: only('made anew if there are fewer than before') },
  azurerm_private_dns_zone_virtual_network_link: { private_dns_zone_name: anew('older documentation'), resource_group_name: anew('older documentation') },
  azurerm_role_assignment: {
    condition: anew('only from 5.2.0 on in place'),
    condition_version: anew('only from 5.2.0 on in place'),
    description: anew('only from 5.2.0 on in place'),
  },
  azurerm_subnet: { service_endpoints: inPlace('older documentation') },
  google_compute_forwarding_rule: {
    allow_global_access: only('made anew if load_balancing_scheme is INTERNAL_MANAGED'),
    recreate_closed_psc: only('once it is set, a closed connection of Private Service Connect is made anew'),
    target: only('made anew if old and new are service attachments of Private Service Connect'),
  },
  google_compute_instance_group_manager: { 'resource_policies.workload_policy': only('made anew if it is emptied') },
  google_compute_region_instance_template: { labels: anew('they become effective_labels, which force a new template: nodes are replaced one by one') },
  google_compute_subnetwork: { ip_cidr_range: only('in place if the new range holds the old one, otherwise made anew') },
  google_discovery_engine_data_store: {
    'advanced_site_search_config.disable_automatic_refresh': unsent,
    'advanced_site_search_config.disable_initial_index': unsent,
    create_advanced_site_search: unsent,
    'document_processing_config.chunking_config': unsent,
    'document_processing_config.default_parsing_config': unsent,
    'document_processing_config.parsing_config_overrides': unsent,
    skip_default_schema_creation: unsent,
  },
  google_discovery_engine_search_engine: { 'search_engine_config.required_subscription_tier': anew('only from 7.46.0 on in place') },
  google_secret_manager_secret: { 'replication.automatic': anew('older name of auto') },
  google_storage_bucket: { 'retention_policy.is_locked': only('made anew if it was locked') },
};

/** Defaults of the version that modules require, where the one that was read has others. */
export const otherDefaults: Readonly<Record<string, Arguments['defaults']>> = {
  google_compute_global_forwarding_rule: { load_balancing_scheme: 'EXTERNAL' },
};

/** Types whose `CustomizeDiff` was read and only fills in the provider's project, labels or deletion policy, or checks the configuration. */
export const forcesNothing: readonly string[] = [
  'azurerm_cognitive_account_rai_policy',
  'azurerm_private_endpoint',
  'azurerm_subnet',
  'google_compute_address',
  'google_compute_firewall',
  'google_compute_global_address',
  'google_compute_global_forwarding_rule',
  'google_compute_network',
  'google_compute_region_backend_service',
  'google_compute_region_health_check',
  'google_compute_region_ssl_policy',
  'google_compute_region_target_https_proxy',
  'google_compute_region_url_map',
  'google_compute_reservation',
  'google_discovery_engine_cmek_config',
  'google_discovery_engine_data_store',
  'google_discovery_engine_search_engine',
  'google_dns_managed_zone',
  'google_dns_policy',
  'google_dns_record_set',
  'google_iam_workload_identity_pool',
  'google_iam_workload_identity_pool_provider',
  'google_kms_crypto_key',
  'google_kms_key_ring',
  'google_logging_metric',
  'google_logging_project_sink',
  'google_model_armor_template',
  'google_monitoring_alert_policy',
  'google_monitoring_notification_channel',
  'google_network_connectivity_regional_endpoint',
  'google_project_iam_custom_role',
  'google_project_service',
  'google_service_account',
  'google_vertex_ai_cache_config',
  'google_vertex_ai_endpoint_with_model_garden_deployment',
];
