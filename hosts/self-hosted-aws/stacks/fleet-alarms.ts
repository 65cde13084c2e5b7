import type { FleetAlarm } from '../../../constructs/aws/monitoring/fleet-alarms.js';
import type { FleetMetrics } from '../../../constructs/aws/monitoring/fleet-metrics.js';
import { timeouts } from '../../../constructs/timeouts.js';
import { admission } from '../../../derived/admission.js';
import { stalledMetric } from '../../../runtime/progress.js';

/** What the load balancer answers by itself. */
export function frontAlarms(metrics: FleetMetrics): Record<string, FleetAlarm> {
  return {
    FrontErrors: {
      metric: metrics.front('HTTPCode_ELB_5XX_Count', 'Sum'),
      threshold: 10,
      description:
        'The load balancer answers with errors of its own: no replica, a cut connection, or no answer within its time-out. Runbook: docs/runbooks/node-failure.md',
    },
  };
}

/** What it sees of the replicas. */
export function balancerAlarms(metrics: FleetMetrics): Record<string, FleetAlarm> {
  return {
    ReplicasUnhealthy: {
      metric: metrics.balancer('UnHealthyHostCount', 'Maximum'),
      threshold: 1,
      description: 'A model server fails its health check. Runbook: docs/runbooks/node-failure.md',
    },
    // Without a registered target the load balancer counts nothing: no replica is unhealthy, and none fails a request.
    NoReplica: {
      metric: metrics.balancer('HealthyHostCount', 'Maximum'),
      threshold: 1,
      below: true,
      description: 'No model server is healthy: the fleet does not serve. Runbook: docs/runbooks/node-failure.md',
    },
    // vLLM answers 503 when its queue is full: overflow, not failure. Sustained, it means the fleet is too small.
    ServerErrors: {
      metric: metrics.balancer('HTTPCode_Target_5XX_Count', 'Sum'),
      threshold: 100,
      description: 'Model servers refuse or fail requests. After a deployment: docs/runbooks/roll-back.md, else docs/runbooks/node-failure.md',
    },
  };
}

/**
 * Nodes of the cluster. One that refuses its weights never joins it, and is in service for its group all the same; the load balancer knows no target on it
 * that could be unhealthy. `nodes`: fewest that run a task.
 */
export function nodeAlarms(metrics: FleetMetrics, clusterName: string, nodes: number): Record<string, FleetAlarm> {
  return {
    NodesMissing: {
      metric: metrics.cluster('ContainerInstanceCount', 'Maximum', clusterName),
      threshold: nodes,
      // Longer than it takes to replace one: half an hour to drain, and as long to bring its weights in.
      periods: 90,
      below: true,
      description: `Fewer than ${nodes} nodes run tasks: some refuse their weights, or do not start. Runbook: docs/runbooks/node-failure.md`,
    },
  };
}

/** What each replica says of its own progress, with or without a collector. */
export function engineAlarms(metrics: FleetMetrics): Record<string, FleetAlarm> {
  const minutes = timeouts.progress.hung / 60;
  return {
    EngineHung: {
      metric: metrics.perReplica(stalledMetric, 'MAX'),
      threshold: timeouts.progress.hung,
      periods: 1,
      description: `A model server runs requests and has made no token for ${minutes} minutes; ECS replaces it. Runbook: docs/runbooks/node-failure.md`,
    },
    EnginesUnwatched: {
      metric: metrics.reported(stalledMetric, 'SampleCount'),
      threshold: 1,
      periods: 10,
      below: true,
      description: 'No model server says whether it makes progress: one that hangs would tell nobody. Runbook: docs/runbooks/node-failure.md',
    },
  };
}

/** What collectors beside the model servers report. */
export function serverAlarms(metrics: FleetMetrics, ttftMs: number, waitingPerReplica: number | undefined): Record<string, FleetAlarm> {
  const late: Record<string, FleetAlarm> = Number.isFinite(ttftMs)
    ? {
        FirstTokenLate: {
          metric: metrics.laterThan('time_to_first_token', ttftMs / 1_000, `Share of first tokens after ${ttftMs} ms`),
          threshold: 0.05,
          periods: 3,
          description: `The 95th percentile of the first token is above ${ttftMs} ms, the strictest objective on this fleet. Runbook: docs/runbooks/node-failure.md`,
        },
      }
    : {};
  return {
    ...late,
    ServersSilent: {
      metric: metrics.reported('vllm:num_requests_running', 'SampleCount'),
      threshold: 1,
      periods: 10,
      below: true,
      description: 'No model server reports: the alarms on queue, cache and first token are blind. Runbook: docs/runbooks/node-failure.md',
    },
    Queue: {
      metric: metrics.reported('vllm:num_requests_waiting', 'Average'),
      threshold: Math.min(admission.waiting, waitingPerReplica === undefined ? admission.waiting / 2 : waitingPerReplica * 2),
      periods: 10,
      description: 'Requests wait on every replica: soon the gateway gets 503 and uses the next host. Runbook: docs/runbooks/node-failure.md',
    },
    KvCache: {
      metric: metrics.reported('vllm:kv_cache_usage_perc', 'Average'),
      threshold: 0.95,
      periods: 10,
      description: 'Key-value caches are full: vLLM preempts and recomputes requests. Runbook: docs/runbooks/model-change.md',
    },
  };
}

/** What the GPU exporters report. */
export function gpuAlarms(metrics: FleetMetrics): Record<string, FleetAlarm> {
  const runbook = 'Runbook: docs/runbooks/node-failure.md';
  return {
    GpusSilent: {
      metric: metrics.reported('DCGM_FI_DEV_GPU_UTIL', 'SampleCount'),
      threshold: 1,
      periods: 10,
      below: true,
      description: `No GPU reports: the alarms on GPUs are blind. ${runbook}`,
    },
    // The collector keeps fatal codes only, and the exporter counts those of the last minutes: nothing to reset.
    GpuXid: {
      metric: metrics.reported('DCGM_EXP_XID_ERRORS_COUNT', 'Maximum'),
      threshold: 1,
      periods: 1,
      description: `A GPU reported an XID after which only a reset or another machine helps. ${runbook}`,
    },
    GpuMemory: {
      metric: metrics.reported('DCGM_FI_DEV_ECC_DBE_VOL_TOTAL', 'Sum'),
      threshold: 1,
      periods: 1,
      description: `A GPU had an uncorrectable memory error. ${runbook}`,
    },
    GpuRowRemap: {
      metric: metrics.reported('DCGM_FI_DEV_ROW_REMAP_FAILURE', 'Maximum'),
      threshold: 1,
      periods: 1,
      description: `A GPU could not remap a broken memory row. ${runbook}`,
    },
  };
}
