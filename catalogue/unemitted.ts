import { bootMetadata, code, commandLine, definition, isTrue, present, preventDestroy, retain, script, sentTo, set } from './answers.js';
import type { ExposureCheck } from './exposure-check.js';
import type { Carrier, CopySetting, GrantForm, Protection } from './row.js';

/**
 * What is known of a type that nothing here emits. Without a row it is a finding as it is; this says the worst of it as well,
 * in a hand edit, a plan or an output of another tool.
 */
export interface Unemitted {
  /** It holds data, which these keep. */
  readonly keep?: readonly Protection[];
  /** Without it nothing serves, or capacity is given up. */
  readonly serves?: true;
  readonly admits?: ExposureCheck;
  readonly leadsOut?: string;
  readonly copies?: readonly CopySetting[];
  /** The argument that says where it keeps logs, documents or backups. */
  readonly place?: string;
  readonly grants?: GrantForm;
  /** Settings whose text a machine runs. */
  readonly runs?: readonly Carrier[];
  /** Why a new one instead of a change is how it works. */
  readonly revision?: string;
}

const copying = (path: string, copies: (value: unknown) => boolean, effect: string): CopySetting[] => [{ kind: 'switch', path, copies, effect }];
/** It copies by being there. */
const copier = (effect: string): Unemitted => ({ copies: copying('', () => true, effect) });
const streams = ['AWS::Kinesis::Stream', 'AWS::KinesisFirehose::DeliveryStream', 'AWS::Lambda::Function'] as const;

export const unemitted: Readonly<Record<string, Unemitted>> = {
  'AWS::AutoScaling::LaunchConfiguration': { runs: [script('UserData')] },
  'AWS::Backup::BackupPlan': { copies: [sentTo('BackupPlan.BackupPlanRule.CopyActions.DestinationBackupVaultArn', 'AWS::Backup::BackupVault')] },
  'AWS::Batch::JobDefinition': { runs: [commandLine('ContainerProperties.Command')] },
  'AWS::CloudFront::Function': { runs: [script('FunctionCode')] },
  'AWS::CloudWatch::MetricStream': copier('streams metrics to another place'),
  'AWS::DynamoDB::GlobalTable': { copies: copying('Replicas', (value) => Array.isArray(value) && value.length > 1, 'replicates the table') },
  'AWS::DynamoDB::Table': { keep: [retain, set('DeletionProtectionEnabled', 'true')] },
  'AWS::EC2::CapacityReservationFleet': { serves: true },
  'AWS::EC2::CarrierGateway': { leadsOut: 'a carrier gateway' },
  'AWS::EC2::EIPAssociation': { leadsOut: 'an Elastic IP address' },
  'AWS::EC2::EgressOnlyInternetGateway': { leadsOut: 'an egress-only internet gateway' },
  'AWS::EC2::Instance': { runs: [script('UserData')] },
  'AWS::EC2::SecurityGroupEgress': { grants: 'security-group-egress' },
  'AWS::EC2::SecurityGroupIngress': { admits: 'security-group-rule', grants: 'security-group-ingress' },
  'AWS::EC2::TrafficMirrorSession': copier('copies every packet of a network interface'),
  'AWS::EC2::TrafficMirrorTarget': copier('takes copies of packets in'),
  'AWS::ECR::ReplicationConfiguration': { copies: copying('ReplicationConfiguration', present, 'replicates images') },
  'AWS::EFS::FileSystem': { keep: [retain] },
  'AWS::ElasticLoadBalancing::LoadBalancer': { serves: true, admits: 'load-balancer-scheme' },
  'AWS::ImageBuilder::Component': { runs: [script('Data')] },
  'AWS::Lambda::LayerVersion': { runs: [code('Content')] },
  'AWS::Lambda::Url': { admits: 'function-url' },
  'AWS::Lambda::Version': { revision: 'a version of a function never changes' },
  'AWS::KMS::ReplicaKey': copier('is a copy of a key of another region'),
  'AWS::Kinesis::Stream': copier('hands what it takes in to whoever reads it'),
  'AWS::KinesisFirehose::DeliveryStream': copier('delivers what it takes in to another place'),
  'AWS::Lambda::EventSourceMapping': { copies: [sentTo('DestinationConfig.OnFailure.Destination', 'AWS::SNS::Topic', 'AWS::SQS::Queue')] },
  'AWS::Logs::AccountPolicy': copier('applies to every log group of the account'),
  'AWS::Logs::Delivery': copier('delivers logs to another place'),
  'AWS::Logs::Destination': { copies: [sentTo('TargetArn', ...streams)] },
  'AWS::Logs::SubscriptionFilter': { copies: [sentTo('DestinationArn', ...streams)] },
  'AWS::Pipes::Pipe': copier('carries messages to another place'),
  'AWS::RDS::DBCluster': { keep: [retain, set('DeletionProtection', 'true')] },
  'AWS::RDS::DBInstance': { keep: [retain, set('DeletionProtection', 'true')] },
  'AWS::RDS::GlobalCluster': { copies: copying('GlobalClusterIdentifier', present, 'replicates the database') },
  'AWS::SSM::Association': { runs: [definition('Parameters')] },
  'AWS::SSM::Document': { runs: [definition('Content')] },
  'AWS::SageMaker::NotebookInstanceLifecycleConfig': { runs: [script('OnCreate.Content'), script('OnStart.Content')] },
  'AWS::Synthetics::Canary': { runs: [code('Code')] },

  azurerm_ai_services: { keep: [preventDestroy] },
  azurerm_automation_runbook: { runs: [script('content')] },
  azurerm_eventgrid_event_subscription: copier('announces events to another place'),
  azurerm_linux_virtual_machine: { runs: [script('custom_data'), script('user_data')] },
  azurerm_log_analytics_data_export_rule: copier('exports logs to another place'),
  azurerm_nat_gateway: { leadsOut: 'a NAT gateway' },
  azurerm_network_security_rule: { admits: 'security-rule', grants: 'network-security-rule' },
  azurerm_public_ip: { leadsOut: 'a public IP address' },
  azurerm_public_ip_prefix: { leadsOut: 'a range of public IP addresses' },
  azurerm_recovery_services_vault: {
    copies: copying('cross_region_restore_enabled', isTrue, 'copies backups to the paired region'),
    place: 'location',
  },
  azurerm_resource_deployment_script_azure_cli: { runs: [script('script_content')] },
  azurerm_resource_deployment_script_azure_power_shell: { runs: [script('script_content')] },
  azurerm_storage_object_replication: copier('replicates objects'),
  azurerm_subnet_nat_gateway_association: { leadsOut: 'a NAT gateway' },
  azurerm_virtual_machine_extension: { runs: [definition('settings'), definition('protected_settings')] },
  azurerm_virtual_machine_run_command: { runs: [script('source.script')] },

  google_artifact_registry_repository: { place: 'location' },
  google_bigquery_data_transfer_config: copier('transfers data on a schedule'),
  google_bigquery_dataset: { keep: [preventDestroy], place: 'location' },
  google_cloud_run_v2_job: { runs: [commandLine('template.template.containers.command'), commandLine('template.template.containers.args')] },
  google_cloud_run_v2_service: { runs: [commandLine('template.containers.command'), commandLine('template.containers.args')] },
  google_cloudbuild_trigger: { runs: [definition('build')] },
  google_cloudfunctions2_function: { runs: [definition('build_config')] },
  google_compute_instance: { runs: [bootMetadata('metadata'), script('metadata_startup_script')] },
  google_compute_instance_template: { runs: [bootMetadata('metadata'), script('metadata_startup_script')] },
  google_compute_packet_mirroring: copier('copies every packet of machines'),
  google_compute_project_metadata: { runs: [bootMetadata('metadata')] },
  google_compute_project_metadata_item: { runs: [script('value')] },
  google_compute_router_nat: { leadsOut: 'a Cloud NAT gateway' },
  google_compute_service_attachment: copier('offers a service to other projects'),
  google_pubsub_subscription: copier('delivers messages to another place'),
  google_pubsub_topic: copier('hands messages to whoever subscribes'),
  google_storage_notification: copier('announces objects'),
  google_storage_transfer_job: copier('copies objects'),
  google_workflows_workflow: { runs: [script('source_contents')] },
  google_vertex_ai_endpoint: { copies: copying('predict_request_response_logging_config', present, 'writes prompts and answers to a table') },
};

/** Families of types, by the form of their names, for those without a row of their own. */
const families: readonly { readonly type: RegExp; readonly known: Unemitted }[] = [
  { type: /^google_.*_iam_(member|binding)$/, known: { admits: 'public-members', grants: 'role-member' } },
  { type: /^google_.*_iam_/, known: { admits: 'public-members' } },
  { type: /^google_logging_(billing_account|folder|organization)_sink$/, known: copier('sends the logs of others along') },
  { type: /^azurerm_.*_policy_assignment$/, known: { grants: 'policy-assignment' } },
];

/** What is known of a type without a row; nothing is an empty answer. */
export function unemittedOf(type: string): Unemitted {
  return unemitted[type] ?? families.find(({ type: family }) => family.test(type))?.known ?? {};
}
