import { LoggingMetric } from '@cdktf/provider-google/lib/logging-metric/index.js';
import type { Construct } from 'constructs';
import { timeouts } from '../../../constructs/timeouts.js';
import { fatalXids } from '../../../facts/gpu-faults.js';
import { watch } from '../../../runtime/progress.js';
import type { Fleet } from './fleet-parts.js';

/** What nodes of the project say on their consoles, counted, whichever version they serve. */
export interface NodeSigns {
  /** Nodes that could not prove their weights. */
  readonly refusals: LoggingMetric;
  /** XIDs after which only a reset or another machine helps. */
  readonly faults: LoggingMetric;
}

/** What those of one version say. */
export interface EngineSigns {
  /** Looks that found an engine without progress, by engine. */
  readonly hung: LoggingMetric;
  /** Looks at the progress of engines. */
  readonly looks: LoggingMetric;
}

const consoles = 'log_id("serialconsole.googleapis.com/serial_port_1_output")';
const count = { metricKind: 'DELTA', valueType: 'INT64', unit: '1' };

export function nodeSigns(scope: Construct, { id, project, name }: Fleet): NodeSigns {
  const refusals = new LoggingMetric(scope, 'Refusals', {
    project,
    name: `${name}-refused`,
    description: `Nodes of ${id} that could not prove their weights`,
    filter: `${consoles} AND textPayload:"prepare-node: REFUSED"`,
    metricDescriptor: count,
  });
  const faults = new LoggingMetric(scope, 'GpuFaults', {
    project,
    name: `${name}-gpu-faults`,
    description: `XIDs of ${id} after which only a reset or another machine helps`,
    filter: `${consoles} AND textPayload=~"NVRM: Xid \\\\(PCI:[^)]*\\\\): (${fatalXids().join('|')}),"`,
    metricDescriptor: count,
  });
  return { refusals, faults };
}

export function engineSigns(scope: Construct, { id, project, name }: Fleet): EngineSigns {
  const hung = new LoggingMetric(scope, 'EngineHung', {
    project,
    name: `${name}-engine-hung`,
    description: `Looks at ${id} that found requests without a token for ${timeouts.progress.hung} seconds`,
    filter: `${progressLines(name)} AND ${says('hung', true)}`,
    metricDescriptor: { ...count, labels: [{ key: 'engine', valueType: 'STRING' }] },
    labelExtractors: { engine: `REGEXP_EXTRACT(textPayload, ${JSON.stringify('"engine": "([0-9]+)"')})` },
  });
  const looks = new LoggingMetric(scope, 'EngineLooks', {
    project,
    name: `${name}-engine-looks`,
    description: `Looks at the progress of ${id}`,
    filter: progressLines(name),
    metricDescriptor: count,
  });
  return { hung, looks };
}

/** Lines of looks at the progress of the engines of a version, on the consoles of its nodes. */
function progressLines(fleet: string): string {
  return [consoles, says('watch', watch), says('fleet', fleet)].join(' AND ');
}

/** Filter of lines with a field, as Python writes JSON. */
function says(field: string, value: string | boolean): string {
  return `textPayload:${JSON.stringify(`"${field}": ${JSON.stringify(value)}`)}`;
}
