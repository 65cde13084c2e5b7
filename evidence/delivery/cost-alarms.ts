import { costJob } from '../../derived/cost-job.js';
import { costRules } from '../../derived/cost-rules.js';
import { stackPlace } from '../../derived/grants/stack-place.js';
import { costSchedule } from '../../facts/exports.js';
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

/** Where the job is told otherwise than the topology says, or more than it knows of: its figures and alarms would be of something else, or of no month at all. */
export function jobDifferences({ properties, stack }: Resource, topology: Topology): string[] {
  if (stackPlace(topology, stack.name)?.kind !== 'aws-allocated-cost') return [];
  const { store, ...received } = told(renderedText(record(properties['Target'])['Input'] ?? ''));
  const allowed: Readonly<Record<string, unknown>> = {
    namespace: 'LlamaAllocatedCost',
    rules: costRules(topology),
    logs: costJob(topology)?.logs ?? [],
    ...costSchedule(),
  };
  const parts = [...new Set([...Object.keys(allowed), ...Object.keys(received)])].filter(
    (part) => JSON.stringify(received[part]) !== JSON.stringify(allowed[part]),
  );
  return [...parts, ...(isOwnStore(record(store), stack) ? [] : ['store'])].map(
    (part) => `sends ${part} that are not the topology's. Allowed: those that it is synthesized with`,
  );
}

/** The bucket of the stack that bills are delivered to and statements are kept in, not that of its access logs; and the account of both. */
function isOwnStore({ bucket, account, ...others }: Readonly<Record<string, unknown>>, { resources, account: own }: Resource['stack']): boolean {
  const named = resources.some(
    ({ type, id, properties }) => type === 'AWS::S3::Bucket' && properties['LoggingConfiguration'] !== undefined && bucket === `\${${id}}`,
  );
  return named && account === own && Object.keys(others).length === 0;
}

function told(text: string): Record<string, unknown> {
  try {
    return record(JSON.parse(text));
  } catch {
    return {};
  }
}
