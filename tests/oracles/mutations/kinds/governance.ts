import type { Json } from '../../../support/documents.js';
import { type Kind, real, removed } from '../kind.js';
import { edit, inside, instead, resources, rows, valueAt } from '../places.js';

/** Edits of the list of tags, or map of labels, of every resource that has one. */
function tags(to: (key: string, value: string) => readonly [key: string, value: string] | undefined): Kind['edits'] {
  return function* (stack) {
    for (const { properties } of resources(stack)) {
      const own: Json = valueAt(stack.document, properties);
      const list = own?.Tags;
      if (Array.isArray(list))
        yield* edit(
          stack,
          [...properties, 'Tags'],
          list.flatMap(({ Key, Value, ...rest }) => tagOf(to(Key, Value), rest)),
        );
      for (const name of ['tags', 'labels', 'user_labels', 'Tags']) {
        const map = own?.[name];
        if (map === null || typeof map !== 'object' || Array.isArray(map)) continue;
        yield* edit(
          stack,
          [...properties, name],
          Object.fromEntries(Object.entries<string>(map).flatMap(([key, value]) => [to(key, value)].filter((one) => one !== undefined))),
        );
      }
    }
    for (const [at, map] of inside((stack.document['provider'] ?? {}) as Json, ['provider'])) {
      if (at.at(-1) !== 'default_labels') continue;
      yield* edit(stack, at, Object.fromEntries(Object.entries<string>(map).flatMap(([key, value]) => [to(key, value)].filter((one) => one !== undefined))));
    }
  };
}

function tagOf(tag: readonly [string, string] | undefined, rest: object): object[] {
  return tag === undefined ? [] : [{ Key: tag[0], ...rest, Value: tag[1] }];
}

const alarm = 'AWS::CloudWatch::Alarm';
const alert = 'google_monitoring_alert_policy';
const ofAzure = 'azurerm_monitor_metric_alert';
const ofActivity = 'azurerm_monitor_activity_log_alert';
const destination = 'body/properties/deliveryInfo/destination';
const budget = 'AWS::Budgets::Budget';

export const governance: readonly Kind[] = [
  real(
    'tag removed or changed',
    tags((key, value) => (key === 'cost-center' ? undefined : [key, value])),
    tags((key, value) => [key, key === 'cost-center' ? 'cc-9999' : value]),
    tags((key, value) => (key === 'workload' ? undefined : [key, value])),
    tags((key, value) => [key, key === 'owner' ? 'stranger' : value]),
    tags((key, value) => [key, key === 'data-classification' ? 'public' : value]),
  ),
  real(
    'organization policy loosened',
    rows(
      ['AWS::Organizations::Policy', 'Content/Statement/0', removed],
      ['AWS::Organizations::Policy', 'Content/Statement/1', removed],
      ['AWS::Organizations::Policy', 'Content/Statement/2', removed],
      ['AWS::Organizations::Policy', 'Content/Statement/*/Action', ['s3:DeleteBucket']],
      ['AWS::Organizations::Policy', 'Content/Statement/*/Resource', 'arn:aws:s3:::nothing'],
      ['AWS::Organizations::Policy', 'Content/Statement/*/NotResource/+', 'arn:aws:bedrock:*::foundation-model/*'],
      ['AWS::Organizations::Policy', 'Content/Statement/*/Condition/*/*', (before: unknown) => (Array.isArray(before) ? [...before, '*'] : undefined)],
      [
        'AWS::Organizations::Policy',
        'Content/Statement/*/Condition/StringNotEquals/aws:RequestedRegion',
        (before: unknown) => (Array.isArray(before) ? [...before, 'ap-southeast-1'] : undefined),
      ],
      [
        'AWS::Organizations::Policy',
        'Content/Statement/*/Condition',
        (before: unknown) => before && { ...(before as object), StringNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } },
      ],
      [
        'AWS::Organizations::Policy',
        'Content/Statement',
        (before: unknown) => (Array.isArray(before) ? [...before, { Effect: 'Allow', Action: '*', Resource: '*' }] : undefined),
      ],
      ['AWS::Organizations::Policy', 'Content/services/default/opt_out_policy/@@assign', 'optIn'],
      ['AWS::Organizations::Policy', 'Content/services/default/@@operators_allowed_for_child_policies', ['@@all']],
      ['AWS::Organizations::Policy', 'Content/bedrock/guardrail_inference/*/*/model_enforcement/excluded_models/@@assign/+', 'meta.llama3-3-70b-instruct-v1:0'],
      ['AWS::Organizations::Policy', 'TargetIds', []],
      ['AWS::Organizations::Policy', 'TargetIds', ['999988887777']],
      ['AWS::Organizations::Policy', 'Type', 'TAG_POLICY'],
      ['google_org_policy_policy', 'spec/rules/values/allowed_values/+', 'in:asia-locations'],
      ['google_org_policy_policy', 'spec/rules/values', removed],
      ['google_org_policy_policy', 'spec/rules/enforce', 'FALSE'],
      ['google_org_policy_policy', 'spec/rules/deny_all', 'FALSE'],
      ['google_org_policy_policy', 'spec/inherit_from_parent', true],
      ['google_org_policy_policy', 'spec/reset', true],
      ['google_org_policy_policy', 'spec/rules/+', { allow_all: 'TRUE' }],
      ['google_org_policy_policy', 'spec/rules/condition', { expression: 'resource.matchTag("x", "y")' }],
      ['google_org_policy_policy', 'dry_run_spec', { inherit_from_parent: true }],
      ['google_org_policy_policy', 'parent', 'projects/stranger'],
      ['azurerm_subscription_policy_assignment', 'enforce', false],
      ['azurerm_subscription_policy_assignment', 'not_scopes', ['/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/x']],
      [
        'azurerm_subscription_policy_assignment',
        'policy_definition_id',
        '/providers/Microsoft.Authorization/policyDefinitions/00000000-0000-0000-0000-000000000000',
      ],
      ['azurerm_subscription_policy_assignment', 'parameters', (before: unknown) => String(before).replace('"Deny"', '"Audit"')],
      ['azurerm_subscription_policy_assignment', 'parameters', (before: unknown) => String(before).replace(/"value":\["/, '"value":["eastasia","')],
      ['azurerm_subscription_policy_assignment', 'parameters', removed],
      ['azurerm_policy_definition', 'policy_rule', (before: unknown) => String(before).replace('"deny"', '"audit"')],
      ['azurerm_policy_definition', 'policy_rule', (before: unknown) => String(before).replace('notIn', 'in')],
      ['google_access_context_manager_service_perimeter', 'status/restricted_services/0', removed],
      ['google_access_context_manager_service_perimeter', 'spec/restricted_services/0', removed],
      ['google_access_context_manager_service_perimeter', 'status/resources', []],
      ['google_access_context_manager_service_perimeter', 'spec/resources', []],
      ['google_access_context_manager_service_perimeter', 'status/resources/+', 'projects/111111111111'],
      ['google_access_context_manager_service_perimeter', 'spec/access_levels', ['accessPolicies/1/accessLevels/any']],
      [
        'google_access_context_manager_service_perimeter',
        'status/egress_policies',
        [{ egress_from: { identity_type: 'ANY_IDENTITY' }, egress_to: { resources: ['*'] } }],
      ],
      ['google_access_context_manager_service_perimeter', 'perimeter_type', 'PERIMETER_TYPE_BRIDGE'],
      ['google_access_context_manager_service_perimeter', 'use_explicit_dry_run_spec', true],
      ['google_access_context_manager_service_perimeter', 'status/vpc_accessible_services/enable_restriction', false],
    ),
  ),
  real(
    'budget changed',
    rows(
      [budget, 'Budget/BudgetLimit/Amount', 99_000_000],
      [budget, 'Budget/BudgetLimit/Unit', 'JPY'],
      [budget, 'Budget/TimeUnit', 'ANNUALLY'],
      [budget, 'Budget/FilterExpression', { Tags: { Key: 'workload', Values: ['nothing'] } }],
      [budget, 'Budget/BudgetType', 'USAGE'],
      [budget, 'NotificationsWithSubscribers/0', removed],
      [budget, 'NotificationsWithSubscribers', removed],
      [budget, 'NotificationsWithSubscribers/Notification/Threshold', 900],
      [budget, 'NotificationsWithSubscribers/Notification/ComparisonOperator', 'LESS_THAN'],
      [budget, 'NotificationsWithSubscribers/Subscribers/Address', 'stranger@example.org'],
      ['google_billing_budget', 'amount/specified_amount/units', '99000000'],
      ['google_billing_budget', 'threshold_rules', [{ threshold_percent: 9 }]],
      ['google_billing_budget', 'all_updates_rule', removed],
      ['google_billing_budget', 'budget_filter/projects', ['projects/1']],
      ['azurerm_consumption_budget_subscription', 'amount', 99_000_000],
      ['azurerm_consumption_budget_subscription', 'notification/0', removed],
      ['azurerm_consumption_budget_subscription', 'notification/enabled', false],
      ['azurerm_consumption_budget_subscription', 'notification/contact_emails', ['stranger@example.org']],
      ['azurerm_consumption_budget_subscription', 'filter', removed],
      ['azurerm_cost_anomaly_alert', 'email_addresses', ['stranger@example.org']],
    ),
  ),
  real(
    'bill sent elsewhere',
    rows(
      ['azapi_resource', `${destination}/resourceId`, '/subscriptions/9/resourceGroups/x/providers/Microsoft.Storage/storageAccounts/stranger'],
      ['azapi_resource', `${destination}/container`, 'public'],
      ['azapi_resource', `${destination}/rootFolderPath`, 'other'],
      ['azapi_resource', `${destination}/sasToken`, '?sig=stranger'],
      ['azapi_resource', `${destination}/storageAccount`, 'stranger'],
      ['azapi_resource', 'parent_id', '/subscriptions/99999999-0000-0000-0000-000000000000'],
      ['azapi_resource', 'type', 'Microsoft.Compute/virtualMachines@2024-07-01'],
      ['azapi_resource', 'type', 'Microsoft.CostManagement/exports@2019-01-01'],
      ['azapi_resource', 'name', 'stranger'],
      ['azapi_resource', 'location', 'eastasia'],
      ['azapi_resource', 'identity/type', 'UserAssigned'],
      ['azapi_resource', 'identity', removed],
      ['azapi_resource', 'create_headers', { 'x-stranger': 'x' }],
      ['azapi_resource', 'schema_validation_enabled', false],
    ),
  ),
  real(
    'bill exported otherwise or not at all',
    rows(
      ['azapi_resource', 'body/properties/schedule/status', 'Inactive'],
      ['azapi_resource', 'body/properties/schedule/recurrence', 'Annually'],
      ['azapi_resource', 'body/properties/schedule/recurrencePeriod/from', '2049-01-01T00:00:00Z'],
      ['azapi_resource', 'body/properties/schedule/recurrencePeriod/to', '2027-01-01T00:00:00Z'],
      ['azapi_resource', 'body/properties/definition/type', 'ActualCost'],
      ['azapi_resource', 'body/properties/definition/timeframe', 'TheLastMonth'],
      ['azapi_resource', 'body/properties/definition/dataSet/granularity', 'Monthly'],
      ['azapi_resource', 'body/properties/definition/dataSet/configuration/dataVersion', '1.0-preview(v1)'],
      ['azapi_resource', 'body/properties/definition/dataSet/configuration/columns', ['BilledCost']],
      ['azapi_resource', 'body/properties/format', 'Parquet'],
      ['azapi_resource', 'body/properties/compressionMode', 'None'],
      ['azapi_resource', 'body/properties/partitionData', false],
      ['azapi_resource', 'body/properties/dataOverwriteBehavior', 'CreateNewReport'],
      ['azapi_resource', 'body', removed],
    ),
  ),
  real(
    'alarm disarmed',
    rows(
      [alarm, 'AlarmActions', removed],
      [alarm, 'AlarmActions', []],
      [alarm, 'AlarmActions', ['arn:aws:sns:eu-north-1:999988887777:x']],
      [alarm, 'ActionsEnabled', false],
      [alarm, 'Threshold', instead(1e12)],
      [alarm, 'TreatMissingData', (before: unknown) => (before === 'breaching' ? 'notBreaching' : undefined)],
      [alarm, 'TreatMissingData', (before: unknown) => (before === 'breaching' ? removed : undefined)],
      [alarm, 'ComparisonOperator', 'LessThanThreshold'],
      [alarm, 'MetricName', instead('NothingAtAll')],
      [alarm, 'Namespace', instead('Nothing')],
      [alarm, 'Dimensions', instead([{ Name: 'X', Value: 'nothing' }])],
      [alarm, 'Statistic', (before: unknown) => (before === 'Maximum' ? 'Minimum' : undefined)],
      [alarm, 'EvaluationPeriods', instead(1000)],
      [alarm, 'DatapointsToAlarm', 1000],
      [alarm, 'Metrics/Expression', instead('0')],
      [alert, 'enabled', false],
      [alert, 'notification_channels', []],
      [alert, 'notification_channels', removed],
      [alert, 'conditions/condition_threshold/threshold_value', 1e12],
      [alert, 'conditions/condition_threshold/duration', '86400s'],
      [alert, 'conditions/condition_threshold/comparison', 'COMPARISON_EQ'],
      [alert, 'conditions/condition_threshold/evaluation_missing_data', instead('EVALUATION_MISSING_DATA_INACTIVE')],
      [alert, 'conditions/condition_threshold/filter', 'metric.type = "compute.googleapis.com/nothing"'],
      [ofAzure, 'enabled', false],
      [ofAzure, 'action', []],
      [ofAzure, 'action', removed],
      [ofAzure, 'scopes', ['/subscriptions/99999999-0000-0000-0000-000000000000/x']],
      [ofAzure, 'criteria/threshold', 1e12],
      [ofAzure, 'criteria/metric_name', 'NothingAtAll'],
      [ofAzure, 'criteria/aggregation', 'Minimum'],
      [ofAzure, 'criteria/dimension/values', ['nothing']],
      [ofAzure, 'window_size', 'P1D'],
      [ofAzure, 'frequency', 'PT1H'],
      [ofActivity, 'enabled', false],
      [ofActivity, 'action', removed],
      [ofActivity, 'scopes', ['/subscriptions/99999999-0000-0000-0000-000000000000/x']],
      [ofActivity, 'criteria/status', instead('Failed')],
      [ofActivity, 'criteria/operation_name', instead('Microsoft.Insights/nothing/read')],
      [ofActivity, 'criteria/resource_health/current', instead(['Unknown'])],
      ['azurerm_monitor_action_group', 'enabled', false],
      ['azurerm_monitor_action_group', 'email_receiver', []],
      ['google_monitoring_notification_channel', 'enabled', false],
      ['google_logging_metric', 'filter', 'severity = EMERGENCY'],
      ['google_logging_metric', 'disabled', true],
      ['AWS::Events::Rule', 'State', 'DISABLED'],
      ['AWS::Events::Rule', 'ScheduleExpression', instead('rate(365 days)')],
      ['AWS::Events::Rule', 'EventPattern/detail/status', ['SUCCEEDED']],
      ['AWS::Scheduler::Schedule', 'State', 'DISABLED'],
      ['AWS::Scheduler::Schedule', 'ScheduleExpression', 'cron(0 11 12 4 ? 2099)'],
      ['AWS::SNS::Subscription', 'FilterPolicy', { never: ['x'] }],
    ),
  ),
];
