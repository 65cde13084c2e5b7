import type { StackSubject } from '../../derived/stack-subject.js';
import { cloudOf } from '../../hosts/schemas.js';
import { traitsOf } from '../../hosts/traits.js';
import type { Topology } from '../../topology/schema/topology.js';
import { sortedEntries } from '../../topology/views.js';
import { ofType } from '../expected/resources.js';
import type { Problem } from '../synthesized/problem.js';
import { dig, type Resource, type SynthesizedStack } from '../synthesized/stack.js';

/** Quota that a project asks Google for beyond what its hosts need, or short of it. Which preferences there are, state/resources counts; of which project, stack-places.ts says. */
export function* quotaProblems(stack: SynthesizedStack, topology: Topology, { kind, path }: StackSubject): Iterable<Problem> {
  if (kind !== 'google-foundation') return;
  const alias = path.split('.')[2] ?? '';
  const needed = neededIn(topology, alias);
  for (const resource of ofType([stack], 'google_cloud_quotas_quota_preference')) {
    const key = keyOf(resource);
    const asked = String(dig(resource.properties, 'quota_config', 'preferred_value'));
    const wanted = needed.get(key);
    if (wanted === undefined)
      yield { resource, message: `${resource.id} asks for ${key}, which no host of ${alias} needs. Allowed: ${[...needed.keys()].join('; ') || 'none'}.` };
    else if (asked !== String(wanted))
      yield {
        resource,
        message: `${resource.id} asks for ${asked} of ${key}. Allowed: ${wanted}, what its hosts need at their largest.`,
      };
  }
}

const keyOf = ({ properties }: Resource) => [properties['service'], properties['quota_id'], dig(properties, 'dimensions', 'region')].join(' ');

/** Accelerators of all hosts of a project together, by quota and region. */
function neededIn(topology: Topology, alias: string): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const [id, host] of sortedEntries(topology.hosts)) {
    const needs = cloudOf(host) === 'google' && host.account === alias ? traitsOf(host).quotas(topology, { id, host }) : [];
    if (needs === 'unlisted' || 'of' in needs) continue;
    for (const { service, quotaCode, region, needed } of needs) {
      const key = [service, quotaCode, region].join(' ');
      sums.set(key, (sums.get(key) ?? 0) + needed);
    }
  }
  return sums;
}
