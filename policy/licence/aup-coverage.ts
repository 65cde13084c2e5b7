import type { Cloud } from '../../clouds/cloud.js';
import { mayServe } from '../../derived/stored-weights.js';
import { unguardedCalls } from '../../evidence/guardrails/guarded-calls.js';
import { guardProblem } from '../../evidence/guardrails/llama-guard.js';
import { type Cover, isScreened, type UseCell, useCoverage } from '../../evidence/guardrails/use-coverage.js';
import type { SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { useItemLabel } from '../../facts/acceptable-use.js';
import { judgeOf } from '../../hosts/judges.js';
import { cloudOf } from '../../hosts/schemas.js';
import type { Outputs } from '../../topology/outputs.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, sortedEntries } from '../../topology/views.js';
import type { Rule, RuleContext, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'licence/aup-coverage',
  severity: 'error',
  title: 'Whatever the Llama acceptable use policy forbids and a filter can find, if only in part, is checked on every route to every model, or attested.',
  why: 'The policy is part of the licence: who serves a model that helps with a crime is in breach, no matter who asked. A filter that was taken out, turned down or set to report only looks the same as one that works, until it is tested.',
  fix: 'Restore the filter, topic or template; or name a Llama Guard host under the workload’s guard; or record an approval of kind acceptable-use with subject hosts.<id> that names the safeguard in front of the gateway and, under items, what it looks for. What filters find in part only may be attested like what they cannot find.',
  source: 'Llama Acceptable Use Policies, versions 2 to 4; mapping in facts/acceptable-use.yaml',

  *aws(stacks, context) {
    const { topology } = context;
    yield* failingGuards(context, 'aws', stacks);
    for (const { host, ...call } of unguardedCalls(topology, stacks)) {
      yield { path: host === undefined ? call.resource.origin : pathOf('hosts', host, 'guardrail'), ...call };
    }
    yield* uncovered(context, (cloud) => cloud === 'aws', stacks);
  },

  *terraform(stacks, context) {
    yield* failingGuards(context, 'google', stacks);
    yield* uncovered(context, (cloud) => cloud !== 'aws', stacks);
  },
};

/** Workloads whose guard, in one cloud, screens nothing. */
function* failingGuards({ topology, outputs }: RuleContext, cloud: Cloud, stacks: readonly SynthesizedStack[]): Iterable<Violation> {
  const problems = new Map<string, string | undefined>();
  for (const [id, { guard }] of sortedEntries(topology.workloads)) {
    if (guard === undefined || cloudOf(entity(topology.hosts, guard)) !== cloud || !isMade(topology, outputs, guard)) continue;
    if (!problems.has(guard)) problems.set(guard, guardProblem(topology, guard, stacks));
    const problem = problems.get(guard);
    if (problem !== undefined) yield { path: pathOf('workloads', id, 'guard'), message: `${guard} cannot screen ${id}: ${problem}.` };
  }
}

function* uncovered(context: RuleContext, judgedHere: (cloud: Cloud) => boolean, stacks: readonly SynthesizedStack[]): Iterable<Violation> {
  const open = new Map<string, Open[]>();
  for (const { workload, index, host, item, cover } of useCoverage(
    context,
    (one) => judgedHere(cloudOf(one)),
    (place) => judgeOf(place.host).safeguard(context.topology, place, stacks),
  )) {
    // What only a person can answer for is asked once for each use, not for each host.
    if (cover.by !== 'nothing' || !isScreened(item)) continue;
    const path = pathOf('workloads', workload, 'route', index);
    open.set(path, [...(open.get(path) ?? []), { workload, host, item, ...cover }]);
  }
  for (const [path, cells] of open) {
    const [first] = cells;
    if (first === undefined) continue;
    const { workload, host, dismissed, resource } = first;
    const also = dismissed.length === 0 ? '' : ` (${dismissed.join(', ')})`;
    const items = [...new Set(cells.map(({ item }) => item.id))];
    yield {
      path,
      ...(resource && { resource }),
      message: `${workload} reaches ${host} without a safeguard for ${byReason(cells)}${also}.`,
      fix: `${rule.fix} All of them: {kind: acceptable-use, subject: ${pathOf('hosts', host)}, items: [${items.map((item) => `"${item}"`).join(', ')}], reference, grantedBy, grantedOn, expires}.`,
    };
  }
}

type Open = Pick<UseCell, 'workload' | 'host' | 'item'> & Extract<Cover, { by: 'nothing' }>;

/** A host that waits for its weights is not made: nothing reaches it, and it screens nothing yet. */
function isMade(topology: Topology, outputs: Outputs, id: string): boolean {
  return mayServe(topology, outputs, id, entity(topology.hosts, id));
}

/** Items by what is wrong with them: `1.e (sensitive personal information without rights/consent): personal data passes; …`. */
function byReason(cells: readonly Open[]): string {
  const items = new Map<string, Set<string>>();
  for (const { item, reasons } of cells) for (const reason of reasons) items.set(reason, (items.get(reason) ?? new Set()).add(useItemLabel(item)));
  return [...items].map(([reason, named]) => `${[...named].join(', ')}: ${reason}`).join('; ');
}
