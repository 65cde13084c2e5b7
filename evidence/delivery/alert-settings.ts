import { type AlertSettings, alertsOnFilters, alertsOnLines, alertsOnMeasures, countedLines, reportedMeasures } from '../../catalogue/alerts.js';
import { renderedText } from '../synthesized/rendered-text.js';
import { blocks, dig, type Resource } from '../synthesized/stack.js';

/** Instance groups of one version of a fleet, by name and sorted, and how many nodes it has. */
export interface WatchedNodes {
  readonly groups: readonly string[];
  readonly nodes: number;
}

/** Where an alert policy of Google is set otherwise than reviewed, each as a clause with the policy for subject. `versions`: of the fleet of its module. */
export function alertDifferences(alert: Resource, versions: readonly WatchedNodes[]): string[] {
  const conditions = blocks(alert.properties['conditions']);
  if (conditions.length === 0) return ['watches nothing. Allowed: the reviewed filters'];
  return conditions.flatMap((condition) => {
    const filter = renderedText(dig(condition, 'condition_threshold', 'filter') ?? 'nothing');
    const allowed = settingsFor(filter, alert, dig(condition, 'condition_threshold', 'aggregations', 'cross_series_reducer'));
    if (allowed === undefined) return [`watches ${filter}. Allowed: the reviewed filters`];
    if (allowed.threshold !== 'nodes') return differences(condition, allowed, allowed.threshold);
    if (reportedMeasures.test(filter)) {
      const given = Number(dig(condition, 'condition_threshold', 'threshold_value'));
      return differences(condition, allowed, versions.find(({ nodes }) => nodes === given)?.nodes ?? Math.max(0, ...versions.map(({ nodes }) => nodes)));
    }
    const groups = namedGroups(filter, alert);
    const version = versions.find((one) => one.groups.join() === groups.join());
    return version === undefined
      ? [`watches the nodes of ${groups.join(', ')}. Allowed: those of ${versions.map((one) => one.groups.join(', ')).join(', or of ') || 'no group'}`]
      : differences(condition, allowed, version.nodes);
  });
}

function settingsFor(filter: string, { stack }: Resource, reducer: unknown): AlertSettings | undefined {
  const [, measure] = reportedMeasures.exec(filter) ?? [];
  if (measure !== undefined) {
    const type = renderedText(stack.resources.find(({ id }) => id === measure)?.properties['type'] ?? '');
    const name = type.split('/').slice(2).join('/');
    return alertsOnMeasures[`${name} ${String(reducer)}`] ?? alertsOnMeasures[name];
  }
  const [, metric] = countedLines.exec(filter) ?? [];
  if (metric === undefined) return alertsOnFilters.find(({ form }) => form.test(filter))?.settings;
  const counted = renderedText(stack.resources.find(({ id }) => id === metric)?.properties['filter'] ?? '');
  return alertsOnLines.find(({ form }) => form.test(counted))?.settings;
}

function differences(condition: unknown, settings: AlertSettings, threshold: number | { readonly atMost: number }): string[] {
  const { comparison, duration, aligner, reducer = 'REDUCE_SUM' } = settings;
  const at = (...path: string[]) => dig(condition, 'condition_threshold', ...path);
  const given = at('threshold_value');
  const exact: readonly (readonly [name: string, received: unknown, allowed: string | number | undefined])[] = [
    ['comparison', at('comparison'), comparison],
    ...(typeof threshold === 'object' ? [] : [['threshold_value', given, threshold] as const]),
    ['duration', at('duration'), duration],
    ['per_series_aligner', at('aggregations', 'per_series_aligner'), aligner],
    ['cross_series_reducer', at('aggregations', 'cross_series_reducer'), reducer],
    ['alignment_period', at('aggregations', 'alignment_period'), '60s'],
    // What is no longer counted is missing, not plentiful.
    ['evaluation_missing_data', at('evaluation_missing_data'), comparison === 'COMPARISON_LT' ? 'EVALUATION_MISSING_DATA_ACTIVE' : undefined],
  ];
  const beyond =
    typeof threshold === 'object' && !(Number(given) > 0 && Number(given) <= threshold.atMost)
      ? [`has ${given === undefined ? 'no' : renderedText(given)} for threshold_value. Allowed: above 0, at most ${threshold.atMost}`]
      : [];
  const unlike = exact.flatMap(([name, received, allowed]) =>
    String(received) === String(allowed) ? [] : [`has ${received === undefined ? 'no' : renderedText(received)} for ${name}. Allowed: ${allowed ?? 'none'}`],
  );
  return [...beyond, ...unlike];
}

/** Names of the groups whose sizes a filter adds up, sorted: it refers to groups of its own module. */
function namedGroups(filter: string, { stack }: Resource): string[] {
  const [, list = ''] = /instance_group_name = one_of\(([^)]*)\)/.exec(filter) ?? [];
  return list
    .split(', ')
    .map((word) => /^"\$\{([^}]+)\.name\}"$/.exec(word)?.[1])
    .map((id) => renderedText(stack.resources.find((resource) => resource.id === id)?.properties['name'] ?? 'a group of another module'))
    .sort();
}
