import { type AlertSettings, alertsOnFilters, alertsOnLines, alertsOnMeasures, countedLines, reportedMeasures } from '../../catalogue/alerts.js';
import { renderedText } from '../synthesized/rendered-text.js';
import { blocks, dig, type Resource } from '../synthesized/stack.js';

/**
 * Where an alert policy of Google is set otherwise than reviewed, each as a clause with the policy for subject. `nodes`: how many the fleet of its
 * module has.
 */
export function alertDifferences(alert: Resource, nodes: number | undefined): string[] {
  const conditions = blocks(alert.properties['conditions']);
  if (conditions.length === 0) return ['watches nothing. Allowed: the reviewed filters'];
  return conditions.flatMap((condition) => {
    const filter = renderedText(dig(condition, 'condition_threshold', 'filter') ?? 'nothing');
    const allowed = settingsFor(filter, alert);
    return allowed === undefined ? [`watches ${filter}. Allowed: the reviewed filters`] : differences(condition, allowed, nodes);
  });
}

function settingsFor(filter: string, { stack }: Resource): AlertSettings | undefined {
  const [, measure] = reportedMeasures.exec(filter) ?? [];
  if (measure !== undefined) {
    const type = renderedText(stack.resources.find(({ id }) => id === measure)?.properties['type'] ?? '');
    return alertsOnMeasures[type.split('/').slice(2).join('/')];
  }
  const [, metric] = countedLines.exec(filter) ?? [];
  if (metric === undefined) return alertsOnFilters.find(({ form }) => form.test(filter))?.settings;
  const counted = renderedText(stack.resources.find(({ id }) => id === metric)?.properties['filter'] ?? '');
  return alertsOnLines.find(({ form }) => form.test(counted))?.settings;
}

function differences(condition: unknown, settings: AlertSettings, nodes: number | undefined): string[] {
  const { comparison, threshold, duration, aligner, reducer = 'REDUCE_SUM' } = settings;
  const at = (...path: string[]) => dig(condition, 'condition_threshold', ...path);
  const given = at('threshold_value');
  const exact: readonly (readonly [name: string, received: unknown, allowed: string | number | undefined])[] = [
    ['comparison', at('comparison'), comparison],
    ...(typeof threshold === 'object'
      ? []
      : [['threshold_value', given, threshold === 'nodes' ? (nodes ?? 'the number of nodes, of a fleet that is not known') : threshold] as const]),
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
