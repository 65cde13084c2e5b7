/** A setting that makes copies of stored data somewhere else. */
interface CopySetting {
  readonly path: readonly string[];
  readonly copies: (value: unknown) => boolean;
  /** Continues "`<setting>` …". */
  readonly effect: string;
}

const present = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : value !== false && value !== null);

/** A log bucket of this module or in a named region; which region it may be is judged at the bucket or by `residency/host-region`. */
const namesRegion = (destination: string): boolean =>
  destination.includes('${google_logging_project_bucket_config.') || /\/locations\/(?!global\/)[a-z0-9-]+\/buckets\//.test(destination);

/** By resource type, settings whose presence puts data into a second region. Reviewed; a type without such a setting is not listed. */
export const copySettings: Readonly<Record<string, readonly CopySetting[]>> = {
  'AWS::Backup::BackupPlan': [{ path: ['BackupPlan', 'BackupPlanRule', 'CopyActions'], copies: present, effect: 'copies backups to another vault' }],
  'AWS::DynamoDB::GlobalTable': [{ path: ['Replicas'], copies: (value) => Array.isArray(value) && value.length > 1, effect: 'replicates the table' }],
  'AWS::ECR::ReplicationConfiguration': [{ path: ['ReplicationConfiguration'], copies: present, effect: 'replicates images' }],
  'AWS::KMS::Key': [{ path: ['MultiRegion'], copies: (value) => value === true, effect: 'makes key material that can be replicated to other regions' }],
  'AWS::Logs::Destination': [{ path: ['TargetArn'], copies: present, effect: 'sends logs away' }],
  'AWS::Logs::SubscriptionFilter': [{ path: ['DestinationArn'], copies: present, effect: 'streams logs away' }],
  'AWS::RDS::GlobalCluster': [{ path: ['GlobalClusterIdentifier'], copies: present, effect: 'replicates the database' }],
  'AWS::S3::Bucket': [{ path: ['ReplicationConfiguration'], copies: present, effect: 'replicates objects' }],
  'AWS::SecretsManager::Secret': [{ path: ['ReplicaRegions'], copies: present, effect: 'replicates the secret' }],
  azurerm_log_analytics_workspace: [{ path: ['replication_enabled'], copies: (value) => value === true, effect: 'replicates logs' }],
  azurerm_recovery_services_vault: [
    { path: ['cross_region_restore_enabled'], copies: (value) => value === true, effect: 'copies backups to the paired region' },
  ],
  azurerm_storage_account: [
    { path: ['account_replication_type'], copies: (value) => /GRS|GZRS/.test(String(value)), effect: 'replicates data to the paired region' },
  ],
  google_logging_project_sink: [{ path: ['destination'], copies: (value) => !namesRegion(String(value)), effect: 'sends logs to a place without a region' }],
  google_secret_manager_secret: [{ path: ['replication', 'auto'], copies: () => true, effect: 'keeps the secret wherever Google chooses' }],
};

/** Types that keep logs, documents or backups, and the argument that says where. */
export const storeLocations: Readonly<Record<string, string>> = {
  azurerm_log_analytics_workspace: 'location',
  azurerm_recovery_services_vault: 'location',
  azurerm_storage_account: 'location',
  google_artifact_registry_repository: 'location',
  google_bigquery_dataset: 'location',
  google_logging_project_bucket_config: 'location',
  google_storage_bucket: 'location',
};
