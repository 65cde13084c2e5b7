const awsApi = 'reached through an API of AWS, which serves TLS 1.2 or later only';
const googleApi = 'reached through an API of Google, which serves TLS only';

/** Types that take connections and have no setting for their encryption, each with the reason. Reviewed list of what the stacks emit. */
export const transportNotSettable: Readonly<Record<string, string>> = {
  'AWS::Bedrock::Guardrail': awsApi,
  'AWS::CodeBuild::Project': 'takes no connections; the job opens HTTPS only: see network/ingest-egress',
  'AWS::EC2::LaunchTemplate': 'nodes take connections from the load balancer only: see the target group',
  'AWS::EC2::VPCEndpoint': awsApi,
  'AWS::ECS::Service': 'tasks take connections from the load balancer only: see the target group',
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'its listeners decide',
  // The certificate would have to live on every node. The hop stays inside one VPC, between two security groups.
  'AWS::ElasticLoadBalancingV2::TargetGroup':
    'TLS ends at the load balancer; the hop to the model servers stays between two security groups of one isolated network',
  'AWS::Lambda::Function': awsApi,
  'AWS::Logs::LogGroup': awsApi,
  'AWS::SSM::Parameter': awsApi,
  'AWS::Scheduler::Schedule': awsApi,
  'AWS::SecretsManager::Secret': awsApi,
  'AWS::StepFunctions::StateMachine': awsApi,

  azurerm_cognitive_account: 'the service takes TLS 1.2 or later only; the type has no field for it',
  azurerm_cognitive_account_project: 'reached through its account',
  azurerm_cognitive_deployment: 'reached through its account',
  azurerm_key_vault: 'the service takes TLS 1.2 or later only; the type has no field for it',
  azurerm_log_analytics_workspace: 'the service takes TLS 1.2 or later only; the type has no field for it',
  azurerm_private_endpoint: 'passes TCP on; TLS ends at the service',

  google_compute_instance_template: 'nodes take connections from the load balancer only: see the firewall rule',
  // As on AWS: the certificate would have to live on every node.
  google_compute_region_backend_service:
    'TLS ends at the proxy; the hop to the model servers stays in one network, from its proxy-only subnet, and Google encrypts it between machines',
  google_compute_region_instance_template: 'nodes take connections from the load balancer only: see the firewall rule',
  google_discovery_engine_cmek_config: googleApi,
  google_discovery_engine_data_store: googleApi,
  google_discovery_engine_search_engine: googleApi,
  google_logging_project_bucket_config: googleApi,
  google_secret_manager_secret: googleApi,
  google_storage_bucket: googleApi,
  google_vertex_ai_endpoint_with_model_garden_deployment: 'serves TLS on port 443 with a certificate of Google; the type has no field for it',
};
