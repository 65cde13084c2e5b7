import type { ForceNew } from '../force-new.js';

/**
 * Unconfirmed in part: about twenty types of this table and Azure's were read in copies of the providers' repositories, which
 * do not match every release; the rest is knowledge of the provider. An argument on which copies disagree is left out and
 * may replace. Version: the one that the modules require, not the one that was read.
 */
const services = (file: string, replaces: string, updates: string): ForceNew => ({
  provider: 'hashicorp/google',
  version: '7.43.0',
  source: `google/services/${file}.go`,
  replaces: replaces.split(' ').filter((name) => name !== ''),
  updates: updates.split(' ').filter((name) => name !== ''),
});

/** One role for one member: there is nothing to change in it. */
const member = (resource: string): ForceNew => ({
  ...services('', `${resource} project role member condition`, ''),
  source: 'google/tpgiamresource/resource_iam_member.go',
});

export const googleForceNew: Readonly<Record<string, ForceNew>> = {
  google_access_context_manager_access_policy: services('accesscontextmanager/resource_access_context_manager_access_policy', 'parent', 'title scopes'),
  google_access_context_manager_service_perimeter: services(
    'accesscontextmanager/resource_access_context_manager_service_perimeter',
    'parent name perimeter_type',
    'title description status spec use_explicit_dry_run_spec',
  ),
  google_billing_budget: services(
    'billing/resource_billing_budget',
    'billing_account',
    'amount budget_filter threshold_rules all_updates_rule display_name ownership_scope',
  ),
  google_cloud_quotas_quota_preference: services(
    'cloudquotas/resource_cloud_quotas_quota_preference',
    'parent name',
    'quota_config contact_email justification',
  ),
  google_compute_address: services(
    'compute/resource_compute_address',
    'name region project address address_type network subnetwork purpose ip_version',
    'labels',
  ),
  google_compute_firewall: services(
    'compute/resource_compute_firewall',
    'name network direction project',
    'allow deny source_ranges destination_ranges source_tags target_tags source_service_accounts target_service_accounts priority log_config disabled description',
  ),
  google_compute_forwarding_rule: services(
    'compute/resource_compute_forwarding_rule',
    'name region project ip_address ip_protocol load_balancing_scheme network subnetwork port_range ports description',
    'target labels allow_global_access',
  ),
  google_compute_global_address: services(
    'compute/resource_compute_global_address',
    'name project address address_type network purpose prefix_length ip_version description',
    'labels',
  ),
  google_compute_global_forwarding_rule: services(
    'compute/resource_compute_global_forwarding_rule',
    'name project ip_address ip_protocol load_balancing_scheme network subnetwork port_range description',
    'target labels',
  ),
  google_compute_network: services(
    'compute/resource_compute_network',
    'name project auto_create_subnetworks description',
    'routing_mode delete_default_routes_on_create',
  ),
  google_compute_subnetwork: services(
    'compute/resource_compute_subnetwork',
    'name network region project description',
    'private_ip_google_access secondary_ip_range log_config',
  ),
  google_discovery_engine_cmek_config: services(
    'discoveryengine/resource_discovery_engine_cmek_config',
    'kms_key location cmek_config_id set_default project',
    'single_region_keys',
  ),
  google_discovery_engine_data_store: services(
    'discoveryengine/resource_discovery_engine_data_store',
    'location data_store_id project industry_vertical content_config solution_types document_processing_config create_advanced_site_search skip_default_schema_creation kms_key_name',
    'display_name',
  ),
  google_discovery_engine_search_engine: services(
    'discoveryengine/resource_discovery_engine_search_engine',
    'collection_id engine_id location project app_type common_config industry_vertical',
    'data_store_ids display_name search_engine_config',
  ),
  google_dns_managed_zone: services(
    'dns/resource_dns_managed_zone',
    'name dns_name visibility project',
    'description labels private_visibility_config forwarding_config peering_config force_destroy cloud_logging_config',
  ),
  google_dns_policy: services(
    'dns/resource_dns_policy',
    'name project',
    'description enable_inbound_forwarding enable_logging networks alternative_name_server_config',
  ),
  google_dns_record_set: services('dns/resource_dns_record_set', 'managed_zone name project', 'rrdatas ttl routing_policy'),
  google_iam_workload_identity_pool: services(
    'iambeta/resource_iam_workload_identity_pool',
    'workload_identity_pool_id project',
    'display_name description disabled',
  ),
  google_iam_workload_identity_pool_provider: services(
    'iambeta/resource_iam_workload_identity_pool_provider',
    'workload_identity_pool_id workload_identity_pool_provider_id project',
    'attribute_condition attribute_mapping oidc aws disabled display_name description',
  ),
  google_kms_crypto_key: services(
    'kms/resource_kms_crypto_key',
    'key_ring name crypto_key_backend destroy_scheduled_duration import_only purpose version_template.protection_level',
    'labels rotation_period version_template.algorithm',
  ),
  google_kms_crypto_key_iam_member: member('crypto_key_id'),
  google_kms_key_ring: services('kms/resource_kms_key_ring', 'name location project', ''),
  google_logging_project_bucket_config: services(
    'logging/resource_logging_project_bucket_config',
    'project location bucket_id',
    'retention_days description locked cmek_settings enable_analytics index_configs',
  ),
  google_logging_project_cmek_settings: services('logging/resource_logging_project_cmek_settings', '', 'kms_key_name'),
  google_logging_project_exclusion: services('logging/resource_logging_exclusion', 'name project', 'filter disabled description'),
  google_logging_project_sink: services(
    'logging/resource_logging_project_sink',
    'name project unique_writer_identity',
    'destination filter exclusions disabled description bigquery_options',
  ),
  google_model_armor_template: services('modelarmor/resource_model_armor_template', 'location template_id project', 'filter_config labels template_metadata'),
  google_monitoring_notification_channel: services(
    'monitoring/resource_monitoring_notification_channel',
    'project',
    'labels display_name description enabled user_labels force_delete sensitive_labels',
  ),
  google_network_connectivity_regional_endpoint: services(
    'networkconnectivity/resource_network_connectivity_regional_endpoint',
    'access_type location name target_google_api address description network subnetwork project',
    'labels',
  ),
  google_org_policy_policy: services('orgpolicy/resource_org_policy_policy', 'name parent', 'spec dry_run_spec'),
  google_project_iam_audit_config: {
    ...services('', 'project service', 'audit_log_config'),
    source: 'google/tpgiamresource/resource_iam_audit_config.go',
  },
  google_project_iam_custom_role: services('resourcemanager/resource_google_project_iam_custom_role', 'role_id project', 'title stage description permissions'),
  google_project_iam_member: member(''),
  google_project_service: services(
    'resourcemanager/resource_google_project_service',
    'service project',
    'disable_on_destroy disable_dependent_services check_if_service_has_usage_on_destroy',
  ),
  google_service_account: services('resourcemanager/resource_google_service_account', 'account_id project', 'display_name description disabled'),
  google_service_account_iam_member: member('service_account_id'),
  google_storage_bucket: services(
    'storage/resource_storage_bucket',
    'name location project enable_object_retention hierarchical_namespace',
    'labels versioning lifecycle_rule retention_policy encryption logging force_destroy public_access_prevention uniform_bucket_level_access soft_delete_policy autoclass storage_class cors',
  ),
  google_storage_bucket_iam_member: member('bucket'),
  google_vertex_ai_cache_config: services('vertexai/resource_vertex_ai_cache_config', '', ''),
  google_vertex_ai_endpoint_with_model_garden_deployment: services(
    'vertexai/resource_vertex_ai_endpoint_with_model_garden_deployment',
    'location project publisher_model_name hugging_face_model_id model_config deploy_config endpoint_config',
    'deploy_config.dedicated_resources.min_replica_count deploy_config.dedicated_resources.max_replica_count deploy_config.dedicated_resources.required_replica_count',
  ),
};
