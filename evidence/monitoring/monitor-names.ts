import { renderedText } from '../synthesized/rendered-text.js';
import type { Resource } from '../synthesized/stack.js';

/** Types in which metrics are asked for, scraped or read; in any other such a name is text. */
const readers: ReadonlySet<string> = new Set([
  'AWS::ApplicationAutoScaling::ScalingPolicy',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::EC2::LaunchTemplate',
  'AWS::ECS::TaskDefinition',
  'google_compute_instance_template',
  'google_compute_region_instance_template',
  'google_logging_metric',
  'google_monitoring_alert_policy',
  'google_monitoring_dashboard',
  'google_monitoring_metric_descriptor',
]);

/** Ends that a scrape adds to the name of a histogram. */
const histogramEnd = /_(bucket|count|sum)$/;

/** Metrics of vLLM, and fields and variables of the GPU exporter, that a resource names: sorted, each once. */
export function mentioned({ type, properties }: Resource): string[] {
  if (!readers.has(type)) return [];
  // A type of Cloud Monitoring has a slash where the engine has a colon.
  const text = renderedText(properties).replace(/(googleapis\.com\/\w+\/)vllm\//g, '$1 vllm:');
  // Relabelling writes names that begin alike as one: `vllm:(a|b)`.
  const grouped = [...text.matchAll(/\b(vllm:|DCGM_[A-Z_]*)\(([\w|]+)\)/g)].flatMap(([, start = '', ends = '']) => ends.split('|').map((end) => start + end));
  const plain = [...text.matchAll(/(?<![/\w])vllm:[a-z]+_\w+|\bDCGM_[A-Z]\w*[A-Z]\b/g)].map(([name]) => name);
  return [...new Set([...grouped, ...plain].map((name) => (name.startsWith('vllm:') ? name.replace(histogramEnd, '') : name)))].sort();
}
