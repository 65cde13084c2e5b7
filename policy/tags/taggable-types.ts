/** How a property holds tags: a list of `{Key, Value}`, a map, or the list of `{key, value}` that a function passes on. */
export interface TagProperty {
  readonly property: 'Tags' | 'ResourceTags' | 'tags' | 'labels' | 'user_labels';
  readonly form: 'list' | 'map' | 'passed-on';
}

const tagList: TagProperty = { property: 'Tags', form: 'list' };
const tagMap: TagProperty = { property: 'Tags', form: 'map' };
const azureTags: TagProperty = { property: 'tags', form: 'map' };
const labels: TagProperty = { property: 'labels', form: 'map' };

/** Types that take tags in `TagSpecifications`, one list for each thing they make. Value: what must be tagged. */
export const specifiedTypes: Readonly<Record<string, readonly { readonly within: readonly string[]; readonly resourceTypes: readonly string[] }[]>> = {
  'AWS::EC2::CapacityReservation': [{ within: [], resourceTypes: ['capacity-reservation'] }],
  'AWS::EC2::LaunchTemplate': [
    { within: [], resourceTypes: ['launch-template'] },
    // Instances and their disks are what the bill names; an Auto Scaling group tags the instances only.
    { within: ['LaunchTemplateData'], resourceTypes: ['instance', 'volume'] },
  ],
};

/** Types that take tags in one property. Reviewed list of what the stacks emit. */
export const taggableTypes: Readonly<Record<string, TagProperty>> = {
  'AWS::AutoScaling::AutoScalingGroup': tagList,
  'AWS::Bedrock::ApplicationInferenceProfile': tagList,
  'AWS::Bedrock::Guardrail': tagList,
  'AWS::Budgets::Budget': { property: 'ResourceTags', form: 'list' },
  'AWS::CloudWatch::Alarm': tagList,
  'AWS::CloudWatch::Dashboard': tagList,
  'AWS::CodeBuild::Project': tagList,
  'AWS::EC2::EIP': tagList,
  'AWS::EC2::FlowLog': tagList,
  'AWS::EC2::InternetGateway': tagList,
  'AWS::EC2::NatGateway': tagList,
  'AWS::EC2::RouteTable': tagList,
  'AWS::EC2::SecurityGroup': tagList,
  'AWS::EC2::Subnet': tagList,
  'AWS::EC2::VPC': tagList,
  'AWS::EC2::VPCEndpoint': tagList,
  'AWS::ECS::CapacityProvider': tagList,
  'AWS::ECS::Cluster': tagList,
  'AWS::ECS::Service': tagList,
  'AWS::ECS::TaskDefinition': tagList,
  'AWS::ElasticLoadBalancingV2::Listener': tagList,
  'AWS::ElasticLoadBalancingV2::ListenerRule': tagList,
  'AWS::ElasticLoadBalancingV2::LoadBalancer': tagList,
  'AWS::ElasticLoadBalancingV2::TargetGroup': tagList,
  'AWS::Events::Rule': tagList,
  'AWS::IAM::Role': tagList,
  'AWS::KMS::Key': tagList,
  'AWS::Lambda::Function': tagList,
  'AWS::Logs::LogGroup': tagList,
  'AWS::Organizations::Policy': tagList,
  'AWS::ResourceGroups::Group': tagList,
  'AWS::Route53Resolver::FirewallDomainList': tagList,
  'AWS::Route53Resolver::FirewallRuleGroup': tagList,
  'AWS::Route53Resolver::FirewallRuleGroupAssociation': tagList,
  'AWS::Route53Resolver::ResolverQueryLoggingConfig': tagList,
  'AWS::S3::Bucket': tagList,
  'AWS::SNS::Topic': tagList,
  'AWS::SQS::Queue': tagList,
  'AWS::SSM::Parameter': tagMap,
  'AWS::SecretsManager::Secret': tagList,
  'AWS::StepFunctions::StateMachine': tagList,
  'Custom::BedrockImportedModel': { property: 'Tags', form: 'passed-on' },

  azurerm_cognitive_account: azureTags,
  azurerm_cognitive_account_project: azureTags,
  azurerm_cognitive_account_rai_policy: azureTags,
  azurerm_key_vault: azureTags,
  azurerm_key_vault_key: azureTags,
  azurerm_log_analytics_workspace: azureTags,
  azurerm_network_security_group: azureTags,
  azurerm_private_dns_zone: azureTags,
  azurerm_private_dns_zone_virtual_network_link: azureTags,
  azurerm_private_endpoint: azureTags,
  azurerm_resource_group: azureTags,
  azurerm_user_assigned_identity: azureTags,
  azurerm_virtual_network: azureTags,

  google_compute_address: labels,
  google_compute_forwarding_rule: labels,
  google_compute_global_address: labels,
  google_compute_global_forwarding_rule: labels,
  google_compute_region_instance_template: labels,
  google_dns_managed_zone: labels,
  google_kms_crypto_key: labels,
  google_model_armor_template: labels,
  google_network_connectivity_regional_endpoint: labels,
  google_monitoring_alert_policy: { property: 'user_labels', form: 'map' },
  // Its `labels` are the channel's own settings, such as the address.
  google_monitoring_notification_channel: { property: 'user_labels', form: 'map' },
  google_secret_manager_secret: labels,
  google_storage_bucket: labels,
};
