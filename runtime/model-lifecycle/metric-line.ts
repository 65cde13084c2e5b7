import type { LifecycleCheck } from './check.js';

/**
 * One line of CloudWatch's embedded metric format: the log becomes the metric, without a further right or endpoint. It is
 * written straight to the output, because `console` puts a prefix before it and the metric would not be found.
 */
export function metricLine({ namespace, topology }: LifecycleCheck, model: string, reason: string | undefined, timestamp: number): string {
  return `${JSON.stringify({
    _aws: {
      Timestamp: timestamp,
      CloudWatchMetrics: [{ Namespace: namespace, Dimensions: [['Topology', 'Model']], Metrics: [{ Name: 'Leaving', Unit: 'Count' }] }],
    },
    Topology: topology,
    Model: model,
    Leaving: reason === undefined ? 0 : 1,
    Reason: reason ?? 'stays',
  })}\n`;
}
