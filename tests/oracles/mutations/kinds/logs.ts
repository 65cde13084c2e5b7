import { type Kind, real, removed } from '../kind.js';
import { rows } from '../places.js';

const stranger = 'arn:aws:s3:::stranger-bucket';

export const logs: readonly Kind[] = [
  real(
    'log retention changed',
    rows(
      ['AWS::Logs::LogGroup', 'RetentionInDays', 1],
      ['AWS::Logs::LogGroup', 'RetentionInDays', removed],
      ['google_logging_project_bucket_config', 'retention_days', 1],
      ['google_logging_project_bucket_config', 'retention_days', removed],
      ['azurerm_log_analytics_workspace', 'retention_in_days', 30],
      ['azurerm_log_analytics_workspace', 'daily_quota_gb', 0.1],
      ['AWS::S3::Bucket', 'LifecycleConfiguration/Rules/ExpirationInDays', 1],
    ),
  ),
  real(
    'copy or export added',
    rows(
      [
        'AWS::S3::Bucket',
        'ReplicationConfiguration',
        { Role: 'arn:aws:iam::999988887777:role/x', Rules: [{ Status: 'Enabled', Destination: { Bucket: stranger } }] },
      ],
      [
        'AWS::S3::Bucket',
        'InventoryConfigurations',
        [{ Id: 'x', Enabled: true, Destination: { BucketArn: stranger, Format: 'CSV' }, IncludedObjectVersions: 'All', ScheduleFrequency: 'Daily' }],
      ],
      ['AWS::S3::Bucket', 'NotificationConfiguration', { EventBridgeConfiguration: { EventBridgeEnabled: true } }],
      ['AWS::SecretsManager::Secret', 'ReplicaRegions', [{ Region: 'ap-southeast-1' }]],
      ['AWS::KMS::Key', 'MultiRegion', true],
      ['google_secret_manager_secret', 'replication', { auto: {} }],
      [
        '@aws',
        'Resources/AddedFilter',
        {
          Type: 'AWS::Logs::SubscriptionFilter',
          Properties: { LogGroupName: 'x', FilterPattern: '', DestinationArn: 'arn:aws:logs:eu-north-1:999988887777:destination:x' },
        },
      ],
      [
        '@aws',
        'Resources/AddedStream',
        {
          Type: 'AWS::CloudWatch::MetricStream',
          Properties: { FirehoseArn: 'arn:aws:firehose:eu-north-1:999988887777:deliverystream/x', OutputFormat: 'json', RoleArn: 'x' },
        },
      ],
      [
        '@aws',
        'Resources/AddedSubscription',
        { Type: 'AWS::SNS::Subscription', Properties: { Endpoint: 'https://stranger.example.org', Protocol: 'https', TopicArn: 'x' } },
      ],
      [
        '@aws',
        'Resources/AddedMirror',
        {
          Type: 'AWS::EC2::TrafficMirrorSession',
          Properties: { NetworkInterfaceId: 'eni-1', TrafficMirrorTargetId: 'tmt-1', TrafficMirrorFilterId: 'tmf-1', SessionNumber: 1 },
        },
      ],
      ['@google', 'resource/google_logging_project_sink/added', { name: 'out', destination: 'storage.googleapis.com/stranger', filter: '' }],
      ['@google', 'resource/google_storage_transfer_job/added', { description: 'out' }],
      [
        '@azure',
        'resource/azurerm_monitor_diagnostic_setting/added',
        { name: 'out', target_resource_id: 'x', storage_account_id: 'y', enabled_log: [{ category_group: 'allLogs' }] },
      ],
    ),
  ),
  real(
    'destination changed to a foreign one',
    rows(
      ['AWS::SSM::Parameter', 'Value', 'stranger-bucket'],
      ['AWS::SSM::Parameter', 'Name', '/llama/stranger/name'],
      ['AWS::SNS::Subscription', 'Endpoint', 'stranger@example.org'],
      ['AWS::S3::Bucket', 'LoggingConfiguration/DestinationBucketName', 'stranger-bucket'],
      ['AWS::EC2::FlowLog', 'LogDestination', stranger],
      ['AWS::Route53Resolver::ResolverQueryLoggingConfig', 'DestinationArn', stranger],
      ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'LoadBalancerAttributes/Key=access_logs.s3.bucket/Value', 'stranger-bucket'],
      ['AWS::Events::Rule', 'Targets/Arn', 'arn:aws:events:eu-north-1:999988887777:event-bus/x'],
      ['AWS::Events::Rule', 'Targets/+', { Arn: 'arn:aws:sqs:eu-north-1:999988887777:x', Id: 'more' }],
      [
        'AWS::StepFunctions::StateMachine',
        'LoggingConfiguration/Destinations/CloudWatchLogsLogGroup/LogGroupArn',
        'arn:aws:logs:eu-north-1:999988887777:log-group:x:*',
      ],
      ['AWS::Scheduler::Schedule', 'Target/Arn', 'arn:aws:sns:eu-north-1:999988887777:x'],
      ['google_logging_project_sink', 'destination', 'storage.googleapis.com/stranger'],
      ['google_monitoring_notification_channel', 'labels/email_address', 'stranger@example.org'],
      ['azurerm_monitor_action_group', 'email_receiver/email_address', 'stranger@example.org'],
      ['azurerm_monitor_action_group', 'webhook_receiver', [{ name: 'x', service_uri: 'https://stranger.example.org' }]],
      ['azurerm_monitor_diagnostic_setting', 'log_analytics_workspace_id', '/subscriptions/99999999-0000-0000-0000-000000000000/x'],
      ['azurerm_monitor_diagnostic_setting', 'eventhub_name', 'stranger'],
      ['azurerm_monitor_data_collection_rule', 'destinations/log_analytics/workspace_resource_id', '/subscriptions/99999999-0000-0000-0000-000000000000/x'],
      ['azurerm_monitor_data_collection_rule', 'data_sources/syslog/facility_names/+', '*'],
    ),
  ),
  real(
    'audit or flow log off',
    rows(
      ['AWS::EC2::FlowLog', 'TrafficType', 'ACCEPT'],
      ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'LoadBalancerAttributes/Key=access_logs.s3.enabled/Value', 'false'],
      ['AWS::S3::Bucket', 'LoggingConfiguration', removed],
      ['AWS::StepFunctions::StateMachine', 'LoggingConfiguration/Level', 'OFF'],
      ['AWS::CodeBuild::Project', 'LogsConfig/CloudWatchLogs/Status', 'DISABLED'],
      ['AWS::ECS::Cluster', 'ClusterSettings/Value', 'disabled'],
      ['google_compute_subnetwork', 'log_config', removed],
      ['google_compute_subnetwork', 'log_config/flow_sampling', 0.01],
      ['google_compute_firewall', 'log_config', removed],
      ['google_project_iam_audit_config', 'audit_log_config/log_type=DATA_READ/log_type', 'ADMIN_READ'],
      ['google_project_iam_audit_config', 'audit_log_config/1', removed],
      ['google_project_iam_audit_config', 'audit_log_config/exempted_members', ['user:stranger@example.org']],
      ['google_project_iam_audit_config', 'service', 'storage.googleapis.com'],
      ['google_logging_project_sink', 'disabled', true],
      ['google_logging_project_sink', 'filter', 'severity = EMERGENCY'],
      ['google_logging_project_exclusion', 'filter', 'severity >= DEFAULT'],
      ['azurerm_monitor_diagnostic_setting', 'enabled_log/category', 'Trace'],
      ['azurerm_monitor_diagnostic_setting', 'enabled_log', []],
    ),
  ),
  real(
    'prompts logged or kept',
    rows(
      ['Custom::BedrockAccountSettings', 'Retention', 'default'],
      ['Custom::BedrockAccountSettings', 'Retention', removed],
      ['Custom::BedrockAccountSettings', 'Logging', '{"textDataDeliveryEnabled":true}'],
      [
        'Custom::BedrockAccountSettings',
        'Logging/Fn::Join/1/2',
        (before: unknown) => (typeof before === 'string' ? before.replace('"textDataDeliveryEnabled":false', '"textDataDeliveryEnabled":true') : undefined),
      ],
      [
        'Custom::BedrockAccountSettings',
        'Logging/Fn::Join/1/2',
        (before: unknown) => (typeof before === 'string' ? before.replace('"imageDataDeliveryEnabled":false,', '') : undefined),
      ],
      ['google_vertex_ai_endpoint_with_model_garden_deployment', 'predict_request_response_logging_config', { enabled: true, sampling_rate: 1 }],
      ['google_model_armor_template', 'template_metadata/log_sanitize_operations', true],
      ['google_vertex_ai_cache_config', 'disable_cache', false],
      ['google_vertex_ai_cache_config', 'disable_cache', removed],
      ['google_discovery_engine_search_engine', 'disable_analytics', false],
      ['google_compute_region_backend_service', 'log_config/enable', true],
      ['azurerm_monitor_diagnostic_setting', 'enabled_log/+', { category: 'RequestResponse' }],
      ['azurerm_monitor_diagnostic_setting', 'enabled_log/category', 'RequestResponse'],
      ['@aws', 'Resources/AddedLogging', { Type: 'AWS::Bedrock::ModelInvocationLoggingConfiguration', Properties: {} }],
      ['@google', 'resource/google_vertex_ai_tuning_job/added', { base_model: 'x' }],
    ),
  ),
];
