import type { Resource } from '../../evidence/synthesized/stack.js';

/**
 * Types that hold data or whose loss makes data unreadable, and what must keep them. `retain`: the stack lets go of
 * them instead of deleting. `prevent_destroy`: Terraform refuses a plan that destroys them. `field`: their own protection.
 */
export type Protection =
  | { readonly kind: 'retain' }
  | { readonly kind: 'prevent_destroy' }
  | { readonly kind: 'deletion_policy' }
  | { readonly kind: 'field'; readonly field: string; readonly value: string };

const retain: Protection = { kind: 'retain' };
const preventDestroy: Protection = { kind: 'prevent_destroy' };
const field = (name: string, value: string): Protection => ({ kind: 'field', field: name, value });

/** `prevent_destroy` is gone with its block; this lies in the state, and the provider refuses or leaves it be. */
const keptWithoutBlock: Protection = { kind: 'deletion_policy' };

export const statefulTypes: Readonly<Record<string, readonly Protection[]>> = {
  'AWS::AutoScaling::AutoScalingGroup': [field('DeletionProtection', 'prevent-all-deletion')],
  'AWS::DynamoDB::Table': [retain, field('DeletionProtectionEnabled', 'true')],
  'AWS::ECR::Repository': [retain],
  'AWS::EFS::FileSystem': [retain],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': [field('LoadBalancerAttributes[deletion_protection.enabled]', 'true')],
  'AWS::KMS::Key': [retain],
  'AWS::Logs::LogGroup': [retain],
  'AWS::Organizations::Policy': [retain],
  'AWS::RDS::DBCluster': [retain, field('DeletionProtection', 'true')],
  'AWS::RDS::DBInstance': [retain, field('DeletionProtection', 'true')],
  'AWS::S3::Bucket': [retain],
  'AWS::SecretsManager::Secret': [retain],
  azurerm_ai_services: [preventDestroy],
  azurerm_cognitive_account: [preventDestroy],
  azurerm_key_vault: [preventDestroy, field('purge_protection_enabled', 'true')],
  azurerm_key_vault_key: [preventDestroy],
  azurerm_log_analytics_workspace: [preventDestroy],
  azurerm_storage_account: [preventDestroy],
  google_bigquery_dataset: [preventDestroy],
  google_compute_instance_group_manager: [preventDestroy],
  // What is given back may not be had again.
  google_compute_reservation: [preventDestroy],
  // Without the registered key a data store can be neither read nor made again.
  google_discovery_engine_cmek_config: [preventDestroy, keptWithoutBlock],
  google_discovery_engine_data_store: [preventDestroy, keptWithoutBlock],
  google_kms_crypto_key: [preventDestroy, keptWithoutBlock],
  google_kms_key_ring: [preventDestroy],
  google_logging_project_bucket_config: [preventDestroy, keptWithoutBlock],
  google_secret_manager_secret: [preventDestroy],
  google_storage_bucket: [preventDestroy, keptWithoutBlock, field('force_destroy', 'false')],
  // Any change but the replica counts replaces it: hours without a model, and GPUs given back that may not come again.
  google_vertex_ai_endpoint_with_model_garden_deployment: [preventDestroy],
};

/** What must keep a resource; undefined for one without anything to keep. */
export function protectionsOf({ type }: Pick<Resource, 'type'>): readonly Protection[] | undefined {
  return statefulTypes[type];
}

/** Kinds of stack whose deletion takes capacity, access or data away, so that it needs a second step. */
export const protectedStacks = /-aws-(account|capacity|fleet|identity|network|organization|weights)(-|$)/;
