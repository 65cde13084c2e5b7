import { Allowed, differences, type Form, optional } from '../../../evidence/expected/differences.js';
import { record } from '../../../evidence/synthesized/stack.js';
import { engineContainer } from '../../../facts/serving.js';
import type { TaskPlace } from './task-place.js';

/** Configuration of a collector: it reads the metrics of its own task, and writes them to a log group of the fleet and nowhere else. */
export function collectorForm(place: TaskPlace, source: 'vllm' | 'dcgm'): Allowed {
  const form = configuration(place, source);
  return new Allowed('metrics of its own task, to a log group of the fleet alone', (text) => {
    const found = readJson(text);
    return found !== undefined && [...differences(form, found)].length === 0;
  });
}

function configuration({ stack, fleet }: TaskPlace, source: 'vllm' | 'dcgm'): Form {
  const vllm = source === 'vllm';
  const processors = ['memory_limiter', ...(vllm ? ['transform/buckets'] : []), 'cumulativetodelta', 'batch'];
  const ofVllm = [
    { dimensions: [['Fleet']], metric_name_selectors: ['^vllm:'] },
    { dimensions: [['Fleet', 'le']], metric_name_selectors: ['_within$$'] },
  ];
  const ofGpus = [{ dimensions: [['Fleet'], ['Fleet', 'Hostname']], metric_name_selectors: ['^DCGM_'] }];
  const scrape: Form = {
    job_name: source,
    scrape_interval: '30s',
    metrics_path: vllm ? '/metrics' : optional('/metrics'),
    static_configs: [{ targets: [vllm ? `localhost:${engineContainer('vllm').port}` : 'localhost:9400'], labels: { Fleet: fleet } }],
    metric_relabel_configs: relabelling,
  };
  const emf: Form = {
    region: stack.region ?? '',
    namespace: 'LlamaFleet',
    log_group_name: new Allowed('a log group of the stack', (text) =>
      stack.resources.some(({ id, type }) => type === 'AWS::Logs::LogGroup' && text === `\${${id}}`),
    ),
    log_stream_name: `\${env:HOSTNAME:-${vllm ? 'replica' : 'node'}}`,
    dimension_rollup_option: 'NoDimensionRollup',
    ...(vllm && { retain_initial_value_of_delta_metric: true }),
    metric_declarations: vllm ? ofVllm : ofGpus,
  };
  const buckets = 'convert_gauge_to_sum("cumulative", true) where IsMatch(metric.name, "_within$$")';
  return {
    receivers: { prometheus: { config: { scrape_configs: [scrape] } } },
    processors: {
      memory_limiter: { check_interval: '5s', limit_mib: 200 },
      ...(vllm && { 'transform/buckets': { metric_statements: [buckets] } }),
      cumulativetodelta: {},
      batch: { timeout: '60s' },
    },
    exporters: { awsemf: emf },
    service: {
      telemetry: { logs: { level: 'warn' }, metrics: { level: 'none' } },
      pipelines: { metrics: { receivers: ['prometheus'], processors, exporters: ['awsemf'] } },
    },
  };
}

const keys = ['source_labels', 'regex', 'target_label', 'replacement', 'action'];

/** Which metrics are kept and how they are called. supply-chain/monitor-version compares the names. */
const relabelling = new Allowed('metrics that are kept, renamed, or lose a label', (_, value) =>
  [value].flat().every((step) => {
    const { action = 'replace', ...others } = record(step);
    return ['keep', 'labeldrop', 'replace'].includes(String(action)) && Object.keys(others).every((key) => keys.includes(key));
  }),
);

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
