import { costJob } from '../../derived/cost-job.js';
import { costRules } from '../../derived/cost-rules.js';
import { stackPlace } from '../../derived/grants/stack-place.js';
import type { Topology } from '../../topology/schema/topology.js';
import { renderedText } from '../synthesized/rendered-text.js';
import { blocks, type Resource, record } from '../synthesized/stack.js';

/** Where an alarm on what a workload causes fires at another amount than its budget. */
export function budgetDifferences({ properties }: Resource, topology: Topology): string[] {
  if (properties['MetricName'] !== 'MonthToDate') return [];
  const workload = String(blocks(properties['Dimensions']).find(({ Name }) => Name === 'Workload')?.['Value']);
  const allowed = topology.workloads[workload]?.budget?.usdPerMonth;
  const received = properties['Threshold'];
  return received === allowed ? [] : [`fires at ${renderedText(received ?? 'nothing')} USD of ${workload}. Allowed: ${allowed ?? 'no alarm'}, its budget`];
}

/** Where the job divides costs by other rules than the topology's, or asks other logs: its figures and alarms would be of something else. */
export function jobDifferences({ properties, stack }: Resource, topology: Topology): string[] {
  if (stackPlace(topology, stack.name)?.kind !== 'aws-allocated-cost') return [];
  const received = told(renderedText(record(properties['Target'])['Input'] ?? ''));
  const allowed = { rules: costRules(topology), logs: costJob(topology)?.logs ?? [] };
  return (['rules', 'logs'] as const).flatMap((part) =>
    JSON.stringify(received[part]) === JSON.stringify(allowed[part])
      ? []
      : [`sends ${part} that are not the topology's. Allowed: those that it is synthesized with`],
  );
}

function told(text: string): Record<string, unknown> {
  try {
    return record(JSON.parse(text));
  } catch {
    return {};
  }
}
