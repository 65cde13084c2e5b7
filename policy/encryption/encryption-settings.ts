/** Where a type names the key that encrypts what it stores. Paths have dots. */
export interface KeySetting {
  /**
   * List of things that each need a key, such as the disks of a launch template; the other paths start from its elements.
   * @default - the resource itself
   */
  readonly each?: string;
  readonly key: string;
  /** What has to be set besides the key, and to which of these values. */
  readonly with?: { readonly path: string; readonly values: readonly unknown[] };
  /** Location of the data, which a Cloud KMS key must share. */
  readonly location?: string;
  /** Vertex AI Search: without a key of its own it takes the one registered as default of its location. */
  readonly hasDefault?: true;
}

/** Types that store data under a key that we can name. Reviewed list of what the stacks emit. */
export const keySettings: Readonly<Record<string, KeySetting>> = {
  'AWS::Bedrock::Guardrail': { key: 'KmsKeyArn' },
  'AWS::CodeBuild::Project': { key: 'EncryptionKey' },
  'AWS::EC2::LaunchTemplate': {
    each: 'LaunchTemplateData.BlockDeviceMappings',
    key: 'Ebs.KmsKeyId',
    with: { path: 'Ebs.Encrypted', values: [true, 'true'] },
  },
  'AWS::Logs::LogGroup': { key: 'KmsKeyId' },
  'AWS::S3::Bucket': {
    each: 'BucketEncryption.ServerSideEncryptionConfiguration',
    key: 'ServerSideEncryptionByDefault.KMSMasterKeyID',
    with: { path: 'ServerSideEncryptionByDefault.SSEAlgorithm', values: ['aws:kms', 'aws:kms:dsse'] },
  },
  'AWS::Scheduler::Schedule': { key: 'KmsKeyArn' },
  'AWS::SNS::Topic': { key: 'KmsMasterKeyId' },
  'AWS::SQS::Queue': { key: 'KmsMasterKeyId' },
  'AWS::SecretsManager::Secret': { key: 'KmsKeyId' },
  'Custom::BedrockImportedModel': { key: 'KeyArn' },

  azurerm_cognitive_account: { key: 'customer_managed_key.key_vault_key_id' },

  google_compute_instance_template: { each: 'disk', key: 'disk_encryption_key.kms_key_self_link' },
  google_compute_region_instance_template: { each: 'disk', key: 'disk_encryption_key.kms_key_self_link' },
  google_discovery_engine_cmek_config: { key: 'kms_key', location: 'location' },
  google_discovery_engine_data_store: { key: 'kms_key_name', location: 'location', hasDefault: true },
  google_discovery_engine_search_engine: { key: 'kms_key_name', location: 'location', hasDefault: true },
  google_logging_project_bucket_config: { key: 'cmek_settings.kms_key_name', location: 'location' },
  google_secret_manager_secret: { each: 'replication.user_managed.replicas', key: 'customer_managed_encryption.kms_key_name', location: 'location' },
  google_storage_bucket: { key: 'encryption.default_kms_key_name', location: 'location' },
};

/** Types that store something and name no key, each with the reason. Reviewed list of what the stacks emit. */
export const notSettable: Readonly<Record<string, string>> = {
  'AWS::EC2::VPCEndpoint': 'stores nothing; passes traffic on',
  'AWS::ECS::Service': 'stores nothing; its logs, secrets and disks have settings of their own',
  'AWS::ElasticLoadBalancingV2::Listener': 'stores nothing; passes traffic on',
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'stores nothing; its access logs are a bucket of their own',
  'AWS::ElasticLoadBalancingV2::TargetGroup': 'stores nothing; passes traffic on',
  'AWS::Lambda::Function': 'holds public code and no environment variables; with variables it would take KmsKeyArn',
  'AWS::SSM::Parameter': 'CloudFormation makes only unencrypted parameters; these hold names and ids, never secrets',
  'AWS::StepFunctions::StateMachine': 'holds a fixed definition and ignores its input; its logs are a group of their own',

  azurerm_cognitive_account_project: 'encrypted with the key of its account',
  azurerm_cognitive_deployment: 'encrypted with the key of its account; the model is public',
  azurerm_key_vault: 'is where keys are; its own encryption has no setting',
  azurerm_log_analytics_workspace: 'a key needs a dedicated cluster (from 100 GB a day); holds audit entries, no prompts',
  azurerm_private_endpoint: 'stores nothing; passes traffic on',

  google_compute_forwarding_rule: 'stores nothing; passes traffic on',
  google_compute_region_backend_service: 'stores nothing; its log is off',
  google_compute_region_target_https_proxy: 'stores nothing; passes traffic on',
  google_compute_global_forwarding_rule: 'stores nothing; passes traffic on',
  google_vertex_ai_endpoint_with_model_garden_deployment: 'the type has no encryption_spec; it stores no prompts, and its weights are public',
};
