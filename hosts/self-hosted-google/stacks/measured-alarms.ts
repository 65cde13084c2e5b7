import type { FleetAlarm } from '../../../constructs/google/monitoring/fleet-alarms.js';
import type { FleetMetrics } from '../../../constructs/google/monitoring/fleet-metrics.js';
import { admission } from '../../../derived/admission.js';
import { workloadsOn } from '../../../topology/views.js';
import type { Fleet } from './fleet-parts.js';

const runbook = 'See docs/runbooks/google-fleet.md.';

/** What collectors say of the model servers: queue, cache, first token, and that they say anything. */
export function serverAlarms({ id, host: { model, nodes }, topology, serving }: Fleet, metrics: FleetMetrics): Record<string, FleetAlarm> {
  const ttftMs = Math.min(...workloadsOn(topology, id).map(([, workload]) => workload.slo.ttftMs));
  const late: Record<string, FleetAlarm> = Number.isFinite(ttftMs)
    ? {
        'first-token-late': {
          ...measured(metrics, 'vllm/time_to_first_token_seconds'),
          threshold: ttftMs / 1_000,
          minutes: 15,
          aligner: 'ALIGN_DELTA',
          reducer: 'REDUCE_PERCENTILE_95',
          description: `The 95th percentile of the first token of ${id} with ${model} is above ${ttftMs} ms, the strictest objective on it. ${runbook}`,
        },
      }
    : {};
  return {
    ...late,
    'servers-silent': {
      ...silent(metrics, 'vllm/num_requests_running'),
      description: `No model server of ${id} with ${model} reports: the alarms on queue, cache and first token are blind. ${runbook}`,
    },
    // A group has its node also while the server on it never answers and it is made again every hour.
    'servers-missing': {
      ...measured(metrics, 'vllm/num_requests_running'),
      comparison: 'COMPARISON_LT',
      threshold: nodes.count,
      // Longer than it takes to bring a node in.
      minutes: 90,
      aligner: 'ALIGN_MEAN',
      reducer: 'REDUCE_COUNT',
      description: `Model servers of ${id} with ${model} answer on fewer than ${nodes.count} nodes. ${runbook}`,
    },
    queue: {
      ...measured(metrics, 'vllm/num_requests_waiting'),
      threshold: (admission.waiting / 2) * serving.replicasPerNode,
      minutes: 10,
      aligner: 'ALIGN_MEAN',
      reducer: 'REDUCE_MEAN',
      description: `Requests wait on every node of ${id} with ${model}: soon the gateway gets 503 and uses the next host. ${runbook}`,
    },
    'kv-cache': {
      ...measured(metrics, 'vllm/kv_cache_usage_perc'),
      threshold: 0.95,
      minutes: 10,
      aligner: 'ALIGN_MEAN',
      reducer: 'REDUCE_MEAN',
      description: `Key-value caches of ${id} with ${model} are full: vLLM preempts and recomputes requests. See docs/runbooks/model-change.md.`,
    },
  };
}

/** What they say of GPUs. The collector keeps fatal codes only, and the exporter counts those of the last minutes: nothing to reset. */
export function gpuAlarms({ id, host: { model } }: Fleet, metrics: FleetMetrics): Record<string, FleetAlarm> {
  return {
    'gpus-silent': {
      ...silent(metrics, 'DCGM_FI_DEV_GPU_UTIL'),
      description: `No GPU of ${id} with ${model} reports: the alarms on GPUs are blind. ${runbook}`,
    },
    'gpu-xid': {
      ...faulty(metrics, 'DCGM_EXP_XID_ERRORS_COUNT', 'ALIGN_MAX'),
      description: `A GPU of ${id} with ${model} reported an XID after which only a reset or another machine helps. ${runbook}`,
    },
    'gpu-memory': {
      ...faulty(metrics, 'DCGM_FI_DEV_ECC_DBE_VOL_TOTAL', 'ALIGN_DELTA'),
      description: `A GPU of ${id} with ${model} had an uncorrectable memory error. ${runbook}`,
    },
    'gpu-row-remap': {
      ...faulty(metrics, 'DCGM_FI_DEV_ROW_REMAP_FAILURE', 'ALIGN_MAX'),
      description: `A GPU of ${id} with ${model} could not remap a broken memory row. ${runbook}`,
    },
  };
}

function measured(metrics: FleetMetrics, name: string): Pick<FleetAlarm, 'filter' | 'comparison'> {
  return { filter: `resource.type = "gce_instance" AND metric.type = "${metrics.type(name)}"`, comparison: 'COMPARISON_GT' };
}

function silent(metrics: FleetMetrics, name: string): Omit<FleetAlarm, 'description'> {
  return { ...measured(metrics, name), comparison: 'COMPARISON_LT', threshold: 1, minutes: 10, aligner: 'ALIGN_COUNT' };
}

/** At once, and node by node. */
function faulty(metrics: FleetMetrics, name: string, aligner: FleetAlarm['aligner']): Omit<FleetAlarm, 'description'> {
  return { ...measured(metrics, name), threshold: 0, minutes: 0, aligner, apart: ['resource.label.instance_id'] };
}
