import { LoggingMetric } from '@cdktf/provider-google/lib/logging-metric/index.js';
import type { Construct } from 'constructs';
import { FleetAlarms } from '../../../constructs/google/monitoring/fleet-alarms.js';
import { Settled } from '../../../constructs/settled.js';
import { timeouts } from '../../../constructs/timeouts.js';
import type { Tags } from '../../../derived/tags.js';
import { fatalXids } from '../../../facts/gpu-faults.js';
import { settlingSeconds } from '../../../facts/waits.js';
import { watch } from '../../../runtime/progress.js';
import type { GoogleFleetHost } from '../schema.js';

export interface WatchedFleet {
  readonly project: string;
  readonly id: string;
  readonly host: GoogleFleetHost;
  /** Name of the load balancer's parts. */
  readonly name: string;
  /** Names of the instance groups. */
  readonly groups: readonly string[];
  readonly notify: readonly string[];
  readonly labels: Tags;
}

/** Alarms of what no request shows in time: nodes missing, nodes that refuse their weights, broken GPUs, engines that hang; and errors at the front. */
export function watchFleet(scope: Construct, { project, id, host, name, groups, notify, labels }: WatchedFleet): void {
  const refusals = new LoggingMetric(scope, 'Refusals', {
    project,
    name: `${name}-refused`,
    description: `Nodes of ${id} that could not prove their weights`,
    filter: `log_id("serialconsole.googleapis.com/serial_port_1_output") AND textPayload:"prepare-node: REFUSED"`,
    metricDescriptor: { metricKind: 'DELTA', valueType: 'INT64', unit: '1' },
  });
  const faults = new LoggingMetric(scope, 'GpuFaults', {
    project,
    name: `${name}-gpu-faults`,
    description: `XIDs of ${id} after which only a reset or another machine helps`,
    filter: `log_id("serialconsole.googleapis.com/serial_port_1_output") AND textPayload=~"NVRM: Xid \\\\(PCI:[^)]*\\\\): (${fatalXids().join('|')}),"`,
    metricDescriptor: { metricKind: 'DELTA', valueType: 'INT64', unit: '1' },
  });
  const hung = new LoggingMetric(scope, 'EngineHung', {
    project,
    name: `${name}-engine-hung`,
    description: `Looks at ${id} that found requests without a token for ${timeouts.progress.hung} seconds`,
    filter: `${progressLines(name)} AND ${says('hung', true)}`,
    metricDescriptor: { metricKind: 'DELTA', valueType: 'INT64', unit: '1', labels: [{ key: 'engine', valueType: 'STRING' }] },
    labelExtractors: { engine: `REGEXP_EXTRACT(textPayload, ${JSON.stringify('"engine": "([0-9]+)"')})` },
  });
  const looks = new LoggingMetric(scope, 'EngineLooks', {
    project,
    name: `${name}-engine-looks`,
    description: `Looks at the progress of ${id}`,
    filter: progressLines(name),
    metricDescriptor: { metricKind: 'DELTA', valueType: 'INT64', unit: '1' },
  });
  const known = new Settled(scope, 'RefusalsKnown', [refusals, faults, hung, looks], settlingSeconds('google-log-metric'));
  const runbook = 'docs/runbooks/google-fleet.md';
  new FleetAlarms(scope, 'Alarms', {
    project,
    prefix: name,
    notify,
    labels,
    after: [known],
    alarms: {
      'nodes-missing': {
        filter: `resource.type = "instance_group" AND resource.labels.instance_group_name = one_of(${groups.map((group) => `"${group}"`).join(', ')}) AND metric.type = "compute.googleapis.com/instance_group/size"`,
        comparison: 'COMPARISON_LT',
        threshold: host.nodes.count,
        minutes: 30,
        aligner: 'ALIGN_MEAN',
        reducer: 'REDUCE_SUM',
        description: `Fewer than ${host.nodes.count} nodes of ${id} exist. See ${runbook}.`,
      },
      'weights-refused': {
        filter: `resource.type = "gce_instance" AND metric.type = "logging.googleapis.com/user/${refusals.name}"`,
        comparison: 'COMPARISON_GT',
        threshold: 0,
        minutes: 0,
        aligner: 'ALIGN_SUM',
        reducer: 'REDUCE_SUM',
        description: `A node of this project could not prove its weights and does not serve. See ${runbook}.`,
      },
      'gpu-fault': {
        filter: `resource.type = "gce_instance" AND metric.type = "logging.googleapis.com/user/${faults.name}"`,
        comparison: 'COMPARISON_GT',
        threshold: 0,
        minutes: 0,
        aligner: 'ALIGN_SUM',
        reducer: 'REDUCE_SUM',
        description: `A GPU of this project reported an XID after which only a reset or another machine helps. See ${runbook}.`,
      },
      'engine-hung': {
        filter: `resource.type = "gce_instance" AND metric.type = "logging.googleapis.com/user/${hung.name}"`,
        comparison: 'COMPARISON_GT',
        threshold: 0,
        minutes: 0,
        aligner: 'ALIGN_SUM',
        reducer: 'REDUCE_SUM',
        apart: ['resource.label.instance_id', 'metric.label.engine'],
        description: `An engine of ${id} runs requests and has made no token for ${timeouts.progress.hung / 60} minutes; its server is started again. See ${runbook}.`,
      },
      'engines-unwatched': {
        filter: `resource.type = "gce_instance" AND metric.type = "logging.googleapis.com/user/${looks.name}"`,
        comparison: 'COMPARISON_LT',
        threshold: 1,
        minutes: 30,
        aligner: 'ALIGN_SUM',
        reducer: 'REDUCE_SUM',
        description: `No node of ${id} says whether its engines make progress: one that hangs would tell nobody. See ${runbook}.`,
      },
      'errors-at-front': {
        filter: `resource.type = "internal_http_lb_rule" AND resource.labels.url_map_name = "${name}" AND metric.type = "loadbalancing.googleapis.com/https/internal/request_count" AND metric.labels.response_code_class = 500`,
        comparison: 'COMPARISON_GT',
        threshold: errorsPerSecond,
        minutes: 5,
        aligner: 'ALIGN_RATE',
        reducer: 'REDUCE_SUM',
        description: `${id} answers with errors, or nothing behind its load balancer does. See ${runbook}.`,
      },
    },
  });
}

/** Lines of looks at the progress of a fleet's engines, on the consoles of its nodes. */
function progressLines(fleet: string): string {
  return ['log_id("serialconsole.googleapis.com/serial_port_1_output")', says('watch', watch), says('fleet', fleet)].join(' AND ');
}

/** Filter of lines with a field, as Python writes JSON. */
function says(field: string, value: string | boolean): string {
  return `textPayload:${JSON.stringify(`"${field}": ${JSON.stringify(value)}`)}`;
}

/** Above single aborted requests, below an outage that nobody notices at night. vLLM's own 503 while its queue is full count too. */
const errorsPerSecond = 1;
