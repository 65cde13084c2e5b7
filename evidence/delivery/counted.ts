import { dimensionFields, logMetrics } from '../../catalogue/log-metrics.js';
import { differences, type Form } from '../expected/differences.js';
import { refersTo } from '../expected/references.js';
import { renderedText } from '../synthesized/rendered-text.js';
import { blocks, type Resource } from '../synthesized/stack.js';
import { isGatewayOf } from './alarm-settings.js';

/** Where a metric filter counts otherwise than reviewed, each as a clause with the filter for subject: an alarm on its metric then says something else, or nothing. */
export function filterDifferences({ properties, stack }: Resource): string[] {
  const [made = {}] = blocks(properties['MetricTransformations']);
  const name = renderedText(made['MetricName'] ?? 'nothing');
  const metric = logMetrics[name];
  if (metric === undefined) return [`counts ${name}. Allowed: ${Object.keys(logMetrics).join(', ')}`];
  const namespace = renderedText(made['MetricNamespace'] ?? 'none');
  const form: Form = {
    LogGroupName: refersTo(stack, 'AWS::Logs::LogGroup'),
    FilterPattern: metric.pattern,
    MetricTransformations: [
      {
        MetricName: name,
        MetricValue: metric.value,
        MetricNamespace: namespace,
        ...(metric.by.length > 0 && { Dimensions: metric.by.map((key) => ({ Key: key, Value: dimensionFields[key] })) }),
      },
    ],
  };
  return [
    ...[...differences(form, properties)].map((difference) => difference.replace(/\.$/, '')),
    ...(isGatewayOf(namespace.replace(/^LlamaGateway\//, ''), stack.name)
      ? []
      : [`counts into ${namespace}. Allowed: LlamaGateway, the topology and the zone of ${stack.name}`]),
  ];
}
