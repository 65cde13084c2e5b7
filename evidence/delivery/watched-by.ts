import { dimensionsOfMetrics, resourcesOfDimensions } from '../../catalogue/alarm-dimensions.js';
import { gatewayOfStack } from '../../derived/gateway-service.js';
import { stackPlace } from '../../derived/grants/stack-place.js';
import { watchedModels } from '../../derived/watched-models.js';
import type { Topology } from '../../topology/schema/topology.js';
import { renderedText } from '../synthesized/rendered-text.js';
import { blocks, type Resource, record } from '../synthesized/stack.js';
import { metricName } from './alarm-settings.js';

/** Where the metrics of an alarm are those of something else than its stack has: nothing is ever reported of that, and no alarm says so. */
export function dimensionDifferences({ properties, stack }: Resource, topology: Topology): string[] {
  const inner = blocks(properties['Metrics']).flatMap(({ MetricStat }) => (MetricStat === undefined ? [] : [record(record(MetricStat)['Metric'])]));
  const metrics = [...(properties['MetricName'] === undefined ? [] : [properties]), ...inner];
  return metrics.flatMap((metric) => {
    const dimensions = blocks(metric['Dimensions']);
    if (dimensions.length === 0 && isMade(metric, stack)) return [];
    if (dimensions.length === 0) return [`watches ${renderedText(metric['MetricName'] ?? 'a metric')} of nothing in particular. Allowed: of this stack's own`];
    return [
      ...otherDimensions(
        metricName(metric, stack.name),
        dimensions.map(({ Name }) => String(Name)),
      ),
      ...dimensions.flatMap(({ Name, Value }) => {
        const [name, value] = [String(Name), renderedText(Value ?? '')];
        return isOwn(name, value, stack, topology) ? [] : [`watches ${name} ${value}. Allowed: what ${stack.name} has`];
      }),
    ];
  });
}

/** A metric that is not in the table is refused as such: what alarms watch is judged by their settings. */
function otherDimensions(metric: string, found: readonly string[]): string[] {
  const allowed = dimensionsOfMetrics[metric];
  const words = (names: readonly string[]) => [...names].sort().join(', ') || 'no dimension';
  return allowed === undefined || words(found) === words(allowed) ? [] : [`watches ${metric} by ${words(found)}. Allowed: by ${words(allowed)}`];
}

function isOwn(name: string, value: string, stack: Resource['stack'], topology: Topology): boolean {
  const named = resourcesOfDimensions[name];
  if (named !== undefined) {
    const { type, attribute } = named;
    return stack.resources.some((one) => one.type === type && value === `\${${one.id}${attribute === 'none' ? '' : `.${attribute}`}}`);
  }
  switch (name) {
    case 'Fleet':
      return value === stack.name || value === `${stack.name}/Next`;
    case 'Topology':
      return value === topology.name;
    case 'Workload':
      return (
        value in topology.workloads &&
        (stackPlace(topology, stack.name)?.kind === 'aws-allocated-cost' || topology.workloads[value]?.zone === gatewayOfStack(topology, stack.name)?.zone)
      );
    case 'Model':
      return modelsOf(stack, topology).includes(value);
    // A bound of a histogram: the expression over it is reviewed.
    case 'le':
      return true;
    default:
      return false;
  }
}

/** Whether the stack itself makes a metric, without dimensions, from lines of a log. */
function isMade({ Namespace, MetricName }: Readonly<Record<string, unknown>>, stack: Resource['stack']): boolean {
  const filters = stack.resources.filter(({ type }) => type === 'AWS::Logs::MetricFilter');
  return filters.some(({ properties }) =>
    blocks(properties['MetricTransformations']).some(
      (made) => made['MetricNamespace'] === Namespace && made['MetricName'] === MetricName && made['Dimensions'] === undefined,
    ),
  );
}

/** Where a watch of lifecycles is told to look at other models than are in use. */
export function watchDifferences({ properties, stack }: Resource, topology: Topology): string[] {
  if (stackPlace(topology, stack.name)?.kind !== 'aws-lifecycle') return [];
  const allowed = JSON.stringify(modelsOf(stack, topology));
  const received = told(renderedText(record(properties['Target'])['Input'] ?? ''));
  const [models, name] = [JSON.stringify(received['models']), received['topology']];
  return [
    ...(models === allowed ? [] : [`looks at the models ${models}. Allowed: ${allowed}`]),
    ...(name === topology.name ? [] : [`reports for the topology ${String(name)}. Allowed: ${topology.name}`]),
  ];
}

function modelsOf(stack: Resource['stack'], topology: Topology): string[] {
  const place = stackPlace(topology, stack.name);
  return place === undefined ? [] : watchedModels(topology, place.alias, place.subject);
}

function told(text: string): Record<string, unknown> {
  try {
    return record(JSON.parse(text));
  } catch {
    return {};
  }
}
