import { type AlarmSettings, alarmsOnExpressions, alarmsOnMetrics } from '../../catalogue/alarms.js';
import { renderedText } from '../synthesized/rendered-text.js';
import { blocks, type Resource, record } from '../synthesized/stack.js';

/** Where an alarm on AWS is set otherwise than reviewed, each as a clause with the alarm for subject. */
export function alarmDifferences(alarm: Resource): string[] {
  const { watched, allowed } = reviewedFor(alarm);
  if (allowed.length === 0) return [`watches ${watched}. Allowed: ${[...Object.keys(alarmsOnMetrics), 'the reviewed expressions'].join(', ')}`];
  const [closest = []] = [...allowed].sort((a, b) => a.length - b.length);
  return closest;
}

/** What an alarm watches, and how it differs from each way in which an alarm on that may be set. */
function reviewedFor(alarm: Resource): { readonly watched: string; readonly allowed: readonly string[][] } {
  const { properties, stack } = alarm;
  const [computed] = blocks(properties['Metrics']).filter(({ ReturnData }) => ReturnData !== false);
  if (computed === undefined) {
    const watched = metricName(properties, stack.name);
    return { watched, allowed: (alarmsOnMetrics[watched] ?? []).map((settings) => differences(alarm, properties['Period'], settings)) };
  }
  const expression = renderedText(computed['Expression'] ?? 'no expression');
  const inner = blocks(properties['Metrics']).flatMap(({ MetricStat }) => (MetricStat === undefined ? [] : [record(MetricStat)]));
  const period = computed['Period'] ?? inner.find(({ Period }) => Period !== undefined)?.['Period'];
  const allowed = alarmsOnExpressions.flatMap(({ form, from, settings }) => {
    const found = form.exec(expression);
    const fleet = found?.groups?.['fleet'] ?? stack.name;
    const gateway = found?.groups?.['gateway'];
    const own = gateway === undefined ? fleet === stack.name || fleet.startsWith(`${stack.name}/`) : isGatewayOf(gateway, stack.name);
    return found !== null && own ? [[...otherMetrics(inner, from, settings.period, stack.name), ...differences(alarm, period, settings)]] : [];
  });
  return { watched: expression, allowed };
}

/** Metrics that an expression is computed from, other than those that it is reviewed for: nothing may ever be reported of them. */
function otherMetrics(inner: readonly Record<string, unknown>[], from: readonly string[], allowed: number, stack: string): string[] {
  return inner.flatMap(({ Metric, Stat, Period }) => {
    const found = `${metricName(record(Metric), stack)} ${renderedText(Stat ?? 'no statistic')}`;
    return [
      ...(from.includes(found) ? [] : [`is computed from ${found}. Allowed: ${from.join(', ') || 'no metric beside its expression'}`]),
      ...(Period === allowed ? [] : [`is computed from ${found} over ${renderedText(Period ?? 'no period')} seconds. Allowed: ${allowed}`]),
    ];
  });
}

/** `namespace metric`, as the reviewed settings name it. */
export function metricName({ Namespace, MetricName }: Readonly<Record<string, unknown>>, stack: string): string {
  return `${namespaceOf(renderedText(Namespace ?? 'no'), stack)} ${renderedText(MetricName ?? 'metric')}`;
}

/** Metrics of a gateway are in a namespace of their own, which ends in the topology and the zone of the stack. */
function namespaceOf(namespace: string, stack: string): string {
  const [, gateway = ''] = /^LlamaGateway\/(.+)$/.exec(namespace) ?? [];
  return isGatewayOf(gateway, stack) ? 'LlamaGateway' : namespace;
}

/** Whether `<topology>/<zone>` is the gateway of a stack. */
export function isGatewayOf(gateway: string, stack: string): boolean {
  const [topology = '', zone = ''] = gateway.split('/');
  return zone !== '' && stack.startsWith(`${topology}-`) && stack.endsWith(`-aws-gateway-${zone}`);
}

function differences({ properties }: Resource, period: unknown, settings: AlarmSettings): string[] {
  const { threshold } = settings;
  const exact: readonly (readonly [name: string, received: unknown, allowed: string | number | undefined])[] = [
    ['Statistic', properties['Statistic'], settings.statistic],
    ['ExtendedStatistic', properties['ExtendedStatistic'], settings.percentile],
    ['Period', period, settings.period],
    ['ComparisonOperator', properties['ComparisonOperator'], settings.comparison],
    ['EvaluationPeriods', properties['EvaluationPeriods'], settings.periods],
    // Without it all periods count.
    ['DatapointsToAlarm', properties['DatapointsToAlarm'] ?? properties['EvaluationPeriods'], settings.datapoints ?? settings.periods],
    ['TreatMissingData', properties['TreatMissingData'], settings.silence],
    ...(typeof threshold === 'number' ? [['Threshold', properties['Threshold'], threshold] as const] : []),
  ];
  const found = exact.flatMap(([name, received, allowed]) =>
    String(received) === String(allowed) ? [] : [`has ${received === undefined ? 'no' : renderedText(received)} for ${name}. Allowed: ${allowed ?? 'none'}`],
  );
  if (typeof threshold === 'number') return found;
  const given = Number(properties['Threshold']);
  return given > 0 && given <= threshold.atMost
    ? found
    : [...found, `has ${renderedText(properties['Threshold'])} for Threshold. Allowed: more than 0, at most ${threshold.atMost}`];
}
