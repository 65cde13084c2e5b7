import type { FleetAlarm } from '../../../constructs/google/monitoring/fleet-alarms.js';
import { timeouts } from '../../../constructs/timeouts.js';
import type { EngineSigns, NodeSigns } from './fleet-signs.js';

/** Above single aborted requests, below an outage that nobody notices at night. vLLM's own 503 while its queue is full count too. */
const errorsPerSecond = 1;

const runbook = 'docs/runbooks/google-fleet.md';

export interface WatchedVersion {
  readonly id: string;
  /** The model that it serves. */
  readonly model: string;
  /** Names of the instance groups. */
  readonly groups: readonly string[];
  /** Nodes that the topology declares. */
  readonly nodes: number;
}

/** Alarms of what no request shows in time, for one version: nodes missing, and engines that hang. */
export function versionAlarms({ id, model, groups, nodes }: WatchedVersion, signs: EngineSigns): Record<string, FleetAlarm> {
  return {
    'nodes-missing': {
      filter: `resource.type = "instance_group" AND resource.labels.instance_group_name = one_of(${groups.map((group) => `"${group}"`).join(', ')}) AND metric.type = "compute.googleapis.com/instance_group/size"`,
      comparison: 'COMPARISON_LT',
      threshold: nodes,
      minutes: 30,
      aligner: 'ALIGN_MEAN',
      description: `Fewer than ${nodes} nodes of ${id} with ${model} exist. See ${runbook}.`,
    },
    'engine-hung': {
      ...counted(signs.hung.name),
      apart: ['resource.label.instance_id', 'metric.label.engine'],
      description: `An engine of ${id} with ${model} runs requests and has made no token for ${timeouts.progress.hung / 60} minutes; its server is started again. See ${runbook}.`,
    },
    'engines-unwatched': {
      ...counted(signs.looks.name),
      comparison: 'COMPARISON_LT',
      threshold: 1,
      minutes: 30,
      description: `No node of ${id} with ${model} says whether its engines make progress: one that hangs would tell nobody. See ${runbook}.`,
    },
  };
}

/** Those of all its nodes: some that refuse their weights, broken GPUs, and errors at the front. `name`: of the load balancer's parts. */
export function fleetAlarms({ id, name }: { readonly id: string; readonly name: string }, signs: NodeSigns): Record<string, FleetAlarm> {
  return {
    'weights-refused': {
      ...counted(signs.refusals.name),
      description: `A node of this project could not prove its weights and does not serve. See ${runbook}.`,
    },
    'gpu-fault': {
      ...counted(signs.faults.name),
      description: `A GPU of this project reported an XID after which only a reset or another machine helps. See ${runbook}.`,
    },
    'errors-at-front': {
      filter: `resource.type = "internal_http_lb_rule" AND resource.labels.url_map_name = "${name}" AND metric.type = "loadbalancing.googleapis.com/https/internal/request_count" AND metric.labels.response_code_class = 500`,
      comparison: 'COMPARISON_GT',
      threshold: errorsPerSecond,
      minutes: 5,
      aligner: 'ALIGN_RATE',
      description: `${id} answers with errors, or nothing behind its load balancer does. See ${runbook}.`,
    },
  };
}

/** The first line that a log metric counts. */
function counted(metric: string): Omit<FleetAlarm, 'description'> {
  return {
    filter: `resource.type = "gce_instance" AND metric.type = "logging.googleapis.com/user/${metric}"`,
    comparison: 'COMPARISON_GT',
    threshold: 0,
    minutes: 0,
    aligner: 'ALIGN_SUM',
  };
}
