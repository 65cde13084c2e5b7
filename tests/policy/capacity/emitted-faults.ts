import { type Json, propertiesOf, resourceOf, terraformResourceOf, type Written } from '../../support/documents.js';

export const fleet = 'aws-fleet-eu-fleet';

const of = (type: string, change: (properties: Json) => void) => (document: Written) => change(resourceOf(document, type));
export const tf = (type: string, change: (body: Json) => void) => (document: Written) => change(terraformResourceOf(document, type));
const asg = 'AWS::AutoScaling::AutoScalingGroup';
const vertex = 'google_vertex_ai_endpoint_with_model_garden_deployment';

const nd = 'azurerm_linux_virtual_machine_scale_set';
const gateway = 'azurerm_application_gateway';
const onAzure = 'examples/azure-nodes.yaml';
const azureFault = (what: string, type: string, change: (one: Json) => void, named: string): [string, string, (document: Written) => void, string, string] => [
  what,
  'azure-fleet-us-nd',
  tf(type, change),
  named,
  onAzure,
];

/** The same of a fleet on Azure. */
const azureFaults = [
  azureFault('another size', nd, (one) => (one.sku = 'Standard_NC24ads_A100_v4'), 'sku'),
  azureFault('an image that moves', nd, (one) => (one.source_image_reference.version = 'latest'), 'version'),
  azureFault('a disk that nobody encrypts', nd, (one) => delete one.os_disk.disk_encryption_set_id, 'disk_encryption_set_id'),
  azureFault('a key that somebody has', nd, (one) => (one.admin_ssh_key[0].public_key = 'ssh-ed25519 AAAA'), 'public_key'),
  azureFault('a password', nd, (one) => (one.admin_password = 'x'), 'admin_password'),
  azureFault('a program beside the image', nd, (one) => one.extension.push({ name: 'x', type: 'CustomScript' }), 'extension'),
  azureFault('another look at its health', nd, (one) => (one.extension[0].settings = '{}'), 'settings'),
  azureFault('an agent as another identity', nd, (one) => (one.extension[1].settings = one.extension[1].settings.replace('NodeIdentity', 'Front')), 'settings'),
  azureFault('another version of the agent', nd, (one) => (one.extension[1].type_handler_version = '1.0'), 'type_handler_version'),
  azureFault('a further identity', nd, (one) => one.identity.identity_ids.push('/subscriptions/x'), 'identity_ids'),
  azureFault('nodes that nothing repairs', nd, (one) => (one.automatic_instance_repair.enabled = false), 'automatic_instance_repair'),
  azureFault('nodes that end without notice', nd, (one) => delete one.termination_notification, 'termination_notification'),
  azureFault('diagnostics of the boot', nd, (one) => (one.boot_diagnostics = { storage_account_uri: 'https://x' }), 'boot_diagnostics'),
  azureFault('an upgrade by itself', nd, (one) => (one.upgrade_mode = 'Automatic'), 'upgrade_mode'),
  azureFault('answers that are buffered', gateway, (one) => (one.global.response_buffering_enabled = true), 'response_buffering_enabled'),
  azureFault('answers that are cut', gateway, (one) => (one.backend_http_settings[0].request_timeout = 30), 'request_timeout'),
  azureFault(
    'another certificate',
    gateway,
    (one) => (one.ssl_certificate[0].key_vault_secret_id = 'https://x.vault.azure.net/secrets/x'),
    'key_vault_secret_id',
  ),
  azureFault('another name', gateway, (one) => (one.http_listener[0].host_name = 'x.example.org'), 'host_name'),
  azureFault('a path that vLLM answers without a key', gateway, (one) => one.url_path_map[0].path_rule[0].paths.push('/invocations'), '/invocations'),
  azureFault('every path', gateway, (one) => (one.url_path_map[0].path_rule[0].paths = ['/*']), '/*'),
  azureFault(
    'other paths to the servers',
    gateway,
    (one) => (one.url_path_map[0].default_backend_address_pool_name = 'nodes'),
    'default_backend_address_pool_name',
  ),
  azureFault('callers sent to a stranger', gateway, (one) => (one.redirect_configuration[0].target_url = 'https://x.example.org/v1/models'), 'target_url'),
  azureFault('bodies sent along', gateway, (one) => (one.redirect_configuration[0].redirect_type = 'Temporary'), 'redirect_type'),
  azureFault('further servers', gateway, (one) => (one.backend_address_pool[0].fqdns = ['x.example.org']), 'fqdns'),
  azureFault('lines of every facility', 'azurerm_monitor_data_collection_rule', (one) => (one.data_sources.syslog[0].facility_names = ['*']), 'facility_names'),
];

/** What capacity/emitted refuses: the fault, the stack, the edit that makes it, what the finding names, and the topology if it is not the reference. */
export const emittedFaults: readonly [string, string, (document: Written) => void, string, string?][] = [
  ['another machine', fleet, of('AWS::EC2::LaunchTemplate', (one) => (one.LaunchTemplateData.InstanceType = 'p4d.24xlarge')), 'InstanceType'],
  [
    'the market for spare machines',
    fleet,
    of('AWS::EC2::LaunchTemplate', (one) => (one.LaunchTemplateData.InstanceMarketOptions = { MarketType: 'spot' })),
    'InstanceMarketOptions',
  ],
  ['another image of a node', fleet, of('AWS::EC2::LaunchTemplate', (one) => (one.LaunchTemplateData.ImageId = 'ami-0123456789abcdef0')), 'ImageId'],
  ['more nodes', fleet, of(asg, (one) => (one.MaxSize = '13')), 'MaxSize'],
  ['fewer nodes', fleet, of(asg, (one) => (one.DesiredCapacity = '1')), 'DesiredCapacity'],
  [
    'another kind of capacity',
    fleet,
    of(asg, (one) => (one.MixedInstancesPolicy.InstancesDistribution.DistributionSegments[0].TargetCapacityTypes = ['on-demand'])),
    'TargetCapacityTypes',
  ],
  [
    'another type beside the first',
    fleet,
    of(asg, (one) => (one.MixedInstancesPolicy.LaunchTemplate.Overrides = [{ InstanceType: 'p4d.24xlarge' }])),
    'Overrides',
  ],
  ['more replicas', fleet, of('AWS::ApplicationAutoScaling::ScalableTarget', (one) => (one.MaxCapacity = 49)), 'MaxCapacity'],
  [
    'another schedule',
    fleet,
    of('AWS::ApplicationAutoScaling::ScalableTarget', (one) => (one.ScheduledActions[0].ScalableTargetAction.MinCapacity = 1)),
    'MinCapacity',
  ],
  [
    'another target',
    fleet,
    of('AWS::ApplicationAutoScaling::ScalingPolicy', (one) => (one.TargetTrackingScalingPolicyConfiguration.TargetValue = 800)),
    'TargetValue',
  ],
  ['tasks of a fixed number', fleet, of('AWS::ECS::Service', (one) => (one.DesiredCount = 1)), 'DesiredCount'],
  ['an alarm on half of the nodes', fleet, (document) => (propertiesOf(document, 'AlarmsNodesMissing').Threshold = 6), 'fewer than 12 nodes'],
  ['an alarm that tells nobody', fleet, of('AWS::CloudWatch::Alarm', (one) => (one.AlarmActions = [])), 'notifies nobody'],
  [
    'a reservation of other machines',
    'aws-capacity-eu-fleet',
    of('AWS::EC2::CapacityReservation', (one) => (one.InstanceType = 'p4d.24xlarge')),
    'InstanceType',
  ],
  ['a reservation that ends', 'aws-capacity-eu-fleet', of('AWS::EC2::CapacityReservation', (one) => (one.EndDateType = 'limited')), 'EndDateType'],
  [
    'a profile of another account',
    'aws-bedrock-us-bedrock',
    of(
      'AWS::Bedrock::ApplicationInferenceProfile',
      (one) => (one.ModelSource.CopyFrom = 'arn:aws:bedrock:us-east-2:999999999999:foundation-model/meta.llama3-3-70b-instruct-v1:0'),
    ),
    'CopyFrom',
  ],
  ['another budget', 'prod-aws-finance', of('AWS::Budgets::Budget', (one) => (one.Budget.BudgetLimit.Amount = 9_999_999)), 'BudgetLimit.Amount'],
  [
    'a budget that tells somebody else',
    'prod-aws-finance',
    of('AWS::Budgets::Budget', (one) => (one.NotificationsWithSubscribers[0].Subscribers[0].Address = 'x@x.example')),
    'Subscribers',
  ],
  [
    'more replicas of an endpoint',
    'google-vertex-grounding',
    tf(vertex, (one) => (one.deploy_config.dedicated_resources.max_replica_count = 20)),
    'max_replica_count',
  ],
  [
    'other accelerators',
    'google-vertex-grounding',
    tf(vertex, (one) => (one.deploy_config.dedicated_resources.machine_spec.accelerator_count = 8)),
    'accelerator_count',
  ],
  ['a cheaper market', 'google-vertex-grounding', tf(vertex, (one) => (one.deploy_config.dedicated_resources.spot = true)), 'spot'],
  [
    'a filter that counts less',
    'google-vertex-grounding',
    tf('google_model_armor_template', (one) => (one.filter_config.rai_settings.rai_filters[0].confidence_level = 'HIGH')),
    'confidence_level',
  ],
  [
    'another tier of search',
    'google-search-grounding',
    tf('google_discovery_engine_search_engine', (one) => (one.search_engine_config.search_tier = 'SEARCH_TIER_STANDARD')),
    'search_tier',
  ],
  [
    'an add-on of search',
    'google-search-grounding',
    tf('google_discovery_engine_search_engine', (one) => (one.search_engine_config.search_add_ons = ['SEARCH_ADD_ON_LLM'])),
    'search_add_ons',
  ],
  ['another project', 'google-vertex-grounding', (document) => ((document as Json).provider.google[0].project = 'other'), 'project other'],
  [
    'calls at the cost of another',
    'google-vertex-grounding',
    (document) => ((document as Json).provider.google[0].billing_project = 'other'),
    'paid by project other',
  ],
  [
    'another default region',
    'google-vertex-grounding',
    (document) => ((document as Json).provider.google[0].region = 'asia-east1'),
    'default region asia-east1',
  ],
  [
    'quota of another project',
    'google-foundation-gpu',
    tf('google_cloud_quotas_quota_preference', (one) => (one.parent = 'projects/stranger')),
    'of projects/stranger. Allowed: projects/acme-llama-gpu',
    'examples/eu-gce.yaml',
  ],
  ['a budget of Google', 'google-foundation-search', tf('google_billing_budget', (one) => (one.amount.specified_amount.units = '1')), 'units'],
  ['more tokens on Azure', 'azure-foundry-dev-foundry', tf('azurerm_cognitive_deployment', (one) => (one.sku.capacity = 2_000)), 'sku.capacity'],
  [
    'versions that change by themselves',
    'azure-foundry-dev-foundry',
    tf('azurerm_cognitive_deployment', (one) => (one.version_upgrade_option = 'OnceNewDefaultVersionAvailable')),
    'version_upgrade_option',
  ],
  ['another tenant', 'azure-foundry-dev-foundry', (document) => ((document as Json).provider.azurerm[0].tenant_id = 'x'), 'an identity of tenant x'],
  ['a vault of another tenant', 'azure-foundry-dev-foundry', tf('azurerm_key_vault', (one) => (one.tenant_id = 'x')), 'to tenant x'],
  [
    'service agents of another project',
    'google-foundation-search',
    (document) => {
      for (const one of Object.values<Json>((document as Json).data.google_storage_project_service_account)) one.project = 'stranger';
    },
    'of project stranger. Allowed: acme-llama-grounded',
  ],
  [
    'an alert on another subscription',
    'azure-finance',
    tf('azurerm_cost_anomaly_alert', (one) => (one.subscription_id = '/subscriptions/x')),
    '/subscriptions/x',
  ],
  [
    'a Capacity Block of another account',
    'aws-capacity-fleet',
    (document) => {
      const { Resources } = resourceOf(document, 'AWS::ResourceGroups::Group');
      Resources[1] = Resources[1].replace(/\d{12}/, '999988887777');
    },
    'capacity-reservation/cr-0123456789abcdef0 in',
    'examples/sovereign.yaml',
  ],
  ['another subscription', 'azure-foundry-dev-foundry', (document) => ((document as Json).provider.azurerm[0].subscription_id = 'x'), 'subscription_id x'],
  ['a budget of Azure', 'azure-finance', tf('azurerm_consumption_budget_subscription', (one) => (one.amount = 1)), 'amount'],
  [
    'other machines on Google',
    'google-fleet-eu-gce',
    tf('google_compute_region_instance_template', (one) => (one.machine_type = 'a2-highgpu-8g')),
    'machine_type',
    'examples/eu-gce.yaml',
  ],
  [
    'machines that are taken away',
    'google-fleet-eu-gce',
    tf('google_compute_region_instance_template', (one) => (one.scheduling.provisioning_model = 'SPOT')),
    'provisioning_model',
    'examples/eu-gce.yaml',
  ],
  [
    'nodes that every apply replaces, in all zones at once',
    'google-fleet-eu-gce',
    tf('google_compute_instance_group_manager', (one) => (one.update_policy.type = 'PROACTIVE')),
    'update_policy.type',
    'examples/eu-gce.yaml',
  ],
  [
    'nodes that are replaced while they load',
    'google-fleet-eu-gce',
    tf('google_compute_instance_group_manager', (one) => (one.auto_healing_policies.initial_delay_sec = 600)),
    'initial_delay_sec',
    'examples/eu-gce.yaml',
  ],
  [
    'nodes that are replaced as soon as they are late',
    'google-fleet-eu-gce',
    tf(
      'google_compute_instance_group_manager',
      (one) => (one.auto_healing_policies.health_check = '${google_compute_region_health_check.Front_Health_D615015E.id}'),
    ),
    'health_check',
    'examples/eu-gce.yaml',
  ],
  [
    'a reservation of other GPUs',
    'google-capacity-eu-gce',
    tf('google_compute_reservation', (one) => (one.specific_reservation.instance_properties.guest_accelerators[0].accelerator_count = 4)),
    'accelerator_count',
    'examples/eu-gce.yaml',
  ],
  [
    'another name of an import',
    'aws-bedrock-import-eu-import',
    of('Custom::BedrockImportedModel', (one) => (one.ModelName = 'x')),
    'ModelName',
    'examples/eu-import.yaml',
  ],
  ...azureFaults,
];
