import { type ActivitySettings, alertsOnActivity, alertsOnMetrics, alertsOnQueries, type MetricAlertSettings } from '../../catalogue/azure-alerts.js';
import { renderedText } from '../synthesized/rendered-text.js';
import { blocks, dig, type Resource, record } from '../synthesized/stack.js';

/** What decides thresholds: of the host that an alert speaks of. */
export interface HostBounds {
  /** Milliseconds to the first token, of the workload that allows least; undefined without workloads. */
  readonly objective: number | undefined;
  /** Tokens a minute that its capacity lets through; undefined where it is no such number. */
  readonly tokensPerMinute: number | undefined;
  /** Nodes of a fleet; undefined where it has none. */
  readonly nodes: number | undefined;
}

/** Where an alert of Azure on a metric is set otherwise than reviewed, each as a clause with the alert for subject. */
export function metricAlertDifferences(alert: Resource, bounds: HostBounds): string[] {
  const [criterion, ...more] = blocks(alert.properties['criteria']);
  const name = criterion === undefined ? 'nothing' : `${String(criterion['metric_namespace'])} ${String(criterion['metric_name'])}`;
  const settings = alertsOnMetrics[name];
  if (criterion === undefined || settings === undefined) return [`watches ${name}. Allowed: ${Object.keys(alertsOnMetrics).sort().join(', ')}`];
  if (more.length > 0) return ['has several criteria, which have to be met together. Allowed: one'];
  return [...differing(exact(alert, criterion, settings, bounds)), ...watched(alert, settings.on), ...dimensionDifferences(alert, criterion, settings)];
}

type Compared = readonly (readonly [name: string, received: unknown, allowed: unknown])[];

function exact(alert: Resource, criterion: Record<string, unknown>, settings: MetricAlertSettings, bounds: HostBounds): Compared {
  return [
    ['aggregation', criterion['aggregation'], settings.aggregation],
    ['operator', criterion['operator'], settings.operator],
    ['threshold', criterion['threshold'], thresholdOf(settings, bounds)],
    ['window_size', alert.properties['window_size'], settings.window],
    ['frequency', alert.properties['frequency'], settings.frequency],
  ];
}

function thresholdOf({ threshold, window }: MetricAlertSettings, { objective, tokensPerMinute, nodes }: HostBounds): number | string {
  if (typeof threshold === 'number') return threshold;
  if (threshold === 'half a node less than all') return nodes === undefined ? 'half a node less than a fleet has that is not known' : nodes - 0.5;
  if (threshold === 'strictest objective') return objective ?? 'the objective of a workload, of which the host has none';
  if (tokensPerMinute === undefined) return 'a share of tokens a minute, which is not what its capacity is';
  return threshold.shareOfCapacity * tokensPerMinute * Number(/^PT(\d+)M$/.exec(window)?.[1]);
}

function differing(compared: Compared): string[] {
  return compared.flatMap(([name, received, allowed]) =>
    String(received) === String(allowed) ? [] : [`has ${received === undefined ? 'nothing' : renderedText(received)} for ${name}. Allowed: ${String(allowed)}`],
  );
}

/** An alert is on one resource, made beside it, or on the subscription of its module. */
function watched({ properties, stack }: Resource, type: string): string[] {
  const scopes = [properties['scopes'] ?? []].flat().map(String);
  const own = `/subscriptions/${String(dig(record(stack.document['provider'])['azurerm'], 'subscription_id'))}`;
  const allowed = type === 'subscription' ? [own] : stack.resources.filter((one) => one.type === type).map(({ id }) => `\${${id}.id}`);
  return scopes.length === 1 && allowed.includes(scopes[0] ?? '') ? [] : [`watches ${scopes.join(', ') || 'nothing'}. Allowed: ${allowed.join(' or ')}`];
}

function dimensionDifferences({ stack }: Resource, criterion: Record<string, unknown>, { of }: MetricAlertSettings): string[] {
  const deployments = stack.resources.filter(({ type }) => type === 'azurerm_cognitive_deployment').map(({ id }) => `\${${id}.name}`);
  const text = (dimensions: readonly (readonly [unknown, unknown, unknown])[]) =>
    dimensions
      .map(([name, operator, values]) => `${String(name)} ${String(operator)} ${[values].flat().join(', ')}`)
      .sort()
      .join('; ');
  const received = text(blocks(criterion['dimension']).map(({ name, operator, values }) => [name, operator, values]));
  const allowed = text(Object.entries(of).map(([name, value]) => [name, 'Include', value === 'deployment' ? deployments : value]));
  return received === allowed ? [] : [`counts ${received || 'every value'}. Allowed: ${allowed}`];
}

/** The same of an alert on lines of a workspace. */
export function queryAlertDifferences(alert: Resource): string[] {
  const [criterion, ...more] = blocks(alert.properties['criteria']);
  const query = String(criterion?.['query'] ?? 'nothing');
  const settings = alertsOnQueries.find(({ form }) => form.test(query));
  if (criterion === undefined || settings === undefined) return [`asks for ${query}. Allowed: the reviewed queries`];
  if (more.length > 0) return ['has several criteria, which have to be met together. Allowed: one'];
  const { operator, threshold, window, value, apart } = settings;
  const dimensions = blocks(criterion['dimension']).map(({ name, operator: includes, values }) => [name, includes, [values].flat().join()].join(' '));
  const given = Number(criterion['threshold']);
  const beyond = typeof threshold === 'object' && !(given > 0 && given <= threshold.atMost);
  return [
    ...differing([
      ['operator', criterion['operator'], operator],
      ...(typeof threshold === 'object' ? [] : [['threshold', criterion['threshold'], threshold] as const]),
      ['time_aggregation_method', criterion['time_aggregation_method'], value === 'rows' ? 'Count' : 'Average'],
      ['metric_measure_column', criterion['metric_measure_column'], value === 'rows' ? undefined : value.column],
      ['dimension', dimensions.join('; '), apart === undefined ? '' : `${apart} Include *`],
      ['window_duration', alert.properties['window_duration'], window],
      ['evaluation_frequency', alert.properties['evaluation_frequency'], 'PT5M'],
      ['mute_actions_after_alert_duration', alert.properties['mute_actions_after_alert_duration'], undefined],
      ['query_time_range_override', alert.properties['query_time_range_override'], undefined],
    ]),
    ...(beyond ? [`has ${String(criterion['threshold'] ?? 'no')} for threshold. Allowed: above 0, at most ${threshold.atMost}`] : []),
    // Fewer lines than it takes at every look would be met at some of them.
    ...(criterion['failing_periods'] === undefined ? [] : ['fires only after several looks. Allowed: the first']),
    ...watched(alert, 'azurerm_log_analytics_workspace'),
  ];
}

/** The same of an alert on the activity log. */
export function activityAlertDifferences(alert: Resource): string[] {
  const [criteria = {}] = blocks(alert.properties['criteria']);
  const received = canonical(criteria);
  const settings = alertsOnActivity.find((one) => canonical(one.criteria) === received);
  return settings === undefined ? [`waits for ${received}. Allowed: ${alertsOnActivity.map(criteriaOf).join(' or ')}`] : watched(alert, settings.in);
}

function criteriaOf({ criteria }: ActivitySettings): string {
  return canonical(criteria);
}

/** Text of a block, whatever the order of its keys; a block that may be repeated is the same as a list of one. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return value.length === 1 && typeof value[0] === 'object' ? canonical(value[0]) : `[${value.map(canonical).sort().join(', ')}]`;
  if (value === null || typeof value !== 'object') return String(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${key}: ${canonical(one)}`).join(', ')}}`;
}
