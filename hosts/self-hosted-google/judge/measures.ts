import type { FleetVersion } from '../../../derived/google-fleet-names.js';
import { physicalName } from '../../../derived/names.js';
import { any, type Form, optional } from '../../../evidence/expected/differences.js';
import { fieldsDiffer, ofType } from '../../../evidence/expected/resources.js';
import type { Problem } from '../../../evidence/synthesized/problem.js';
import type { SynthesizedStack } from '../../../evidence/synthesized/stack.js';
import type { Topology } from '../../../topology/schema/topology.js';

/** How each metric of a node has to be declared, by the end of its type: what a collector sends otherwise is refused, and its alarms stay silent. */
const declared: Readonly<Record<string, readonly [kind: string, value: string, unit: string]>> = {
  'vllm/num_requests_running': ['GAUGE', 'DOUBLE', '1'],
  'vllm/num_requests_waiting': ['GAUGE', 'DOUBLE', '1'],
  'vllm/kv_cache_usage_perc': ['GAUGE', 'DOUBLE', '1'],
  'vllm/time_to_first_token_seconds': ['CUMULATIVE', 'DISTRIBUTION', 's'],
  DCGM_EXP_XID_ERRORS_COUNT: ['GAUGE', 'DOUBLE', '1'],
  DCGM_FI_DEV_ECC_DBE_VOL_TOTAL: ['CUMULATIVE', 'DOUBLE', '1'],
  DCGM_FI_DEV_ROW_REMAP_FAILURE: ['GAUGE', 'DOUBLE', '1'],
  DCGM_FI_DEV_GPU_UTIL: ['GAUGE', 'DOUBLE', '%'],
};

/** Types of the metrics of a version of a fleet up to their own names, which may hold no hyphen. */
export function measureDomain({ name }: Topology, id: string, version: FleetVersion): string {
  return `custom.googleapis.com/${physicalName(36, name, id, ...(version === 'next' ? ['next'] : [])).replace(/-/g, '_')}`;
}

/** How declarations of a fleet's metrics differ from what its collectors write. `domains`: types of its metrics up to their own names. */
export function* measureProblems(stacks: readonly SynthesizedStack[], project: string, domains: readonly string[]): Iterable<Problem> {
  const taken = new Set<string>();
  for (const resource of ofType(stacks, 'google_monitoring_metric_descriptor')) {
    const type = String(resource.properties['type']);
    const domain = domains.find((one) => type.startsWith(`${one}/`));
    const wanted = domain === undefined ? undefined : declared[type.slice(domain.length + 1)];
    if (wanted === undefined || taken.has(type)) {
      yield { resource, message: `${resource.id} declares ${type}. Allowed: each metric of the collectors once, in ${domains.join(' or ') || 'no fleet'}.` };
      continue;
    }
    taken.add(type);
    const [kind, value, unit] = wanted;
    const none: Form = optional({});
    yield* fieldsDiffer(resource, { project, metric_kind: kind, value_type: value, unit, labels: none, metadata: none, launch_stage: none, description: any });
  }
}
