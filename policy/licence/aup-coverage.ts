import type { Cloud } from '../../clouds/cloud.js';
import { approvedItems } from '../../derived/approved-items.js';
import { useItemsOf } from '../../derived/guardrail-content.js';
import { mayServe } from '../../derived/stored-weights.js';
import { unguardedCalls } from '../../evidence/guardrails/guarded-calls.js';
import { guardLooksFor, guardProblem } from '../../evidence/guardrails/llama-guard.js';
import type { Safeguard } from '../../evidence/guardrails/safeguard.js';
import type { SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { enforcedBy, type UseItem, useItemLabel } from '../../facts/acceptable-use.js';
import { judgeOf } from '../../hosts/judges.js';
import { cloudOf, type Host, servedModels } from '../../hosts/schemas.js';
import type { Outputs } from '../../topology/outputs.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, sortedEntries } from '../../topology/views.js';
import type { Rule, RuleContext, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'licence/aup-coverage',
  severity: 'error',
  title: 'Whatever the Llama acceptable use policy forbids and a filter can find is checked on every route to every model.',
  why: 'The policy is part of the licence: who serves a model that helps with a crime is in breach, no matter who asked. A filter that was taken out, turned down or set to report only looks the same as one that works, until it is tested.',
  fix: 'Restore the filter, topic or template; or name a Llama Guard host under the workload’s guard; or record an approval of kind acceptable-use with subject hosts.<id> that names the safeguard in front of the gateway and, under items, what it looks for.',
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
  const { topology, outputs } = context;
  const judged = new Map<string, Judged>();
  for (const [id, workload] of sortedEntries(topology.workloads)) {
    for (const [index, hostId] of workload.route.entries()) {
      const host = entity(topology.hosts, hostId);
      if (!judgedHere(cloudOf(host)) || !isMade(topology, outputs, hostId)) continue;
      const known = judged.get(hostId) ?? judge(context, hostId, host, stacks);
      judged.set(hostId, known);
      const open = known.gaps.filter(({ item }) => !guardLooksFor(topology, workload, item));
      if (open.length === 0) continue;
      const also = known.dismissed.length === 0 ? '' : ` (${known.dismissed.join(', ')})`;
      yield {
        path: pathOf('workloads', id, 'route', index),
        ...(known.resource && { resource: known.resource }),
        message: `${id} reaches ${hostId} without a safeguard for ${byReason(open)}${also}.`,
        fix: `${rule.fix} All of them: {kind: acceptable-use, subject: ${pathOf('hosts', hostId)}, items: [${open.map(({ item }) => `"${item.id}"`).join(', ')}], reference, grantedBy, grantedOn, expires}.`,
      };
    }
  }
}

/** A host that waits for its weights is not made: nothing reaches it, and it screens nothing yet. */
function isMade(topology: Topology, outputs: Outputs, id: string): boolean {
  return mayServe(topology, outputs, id, entity(topology.hosts, id));
}

interface Gap {
  readonly item: UseItem;
  readonly reason: string;
}
interface Judged extends Pick<Safeguard, 'resource'> {
  readonly gaps: readonly Gap[];
  /** Approvals that might have covered them, and why they do not. */
  readonly dismissed: readonly string[];
}

/** What a host's own safeguard lacks of what the licences of its models demand, and no approval covers. */
function judge({ topology, asOf }: RuleContext, id: string, host: Host, stacks: readonly SynthesizedStack[]): Judged {
  const safeguard = judgeOf(host).safeguard(topology, { id, host }, stacks);
  const items = new Map(servedModels(host).flatMap((model) => useItemsOf(topology, model).map((item) => [item.id, item])));
  const approved = approvedItems(topology, [pathOf('hosts', id)], asOf);
  const gaps = [...items.values()]
    .filter((item) => (safeguard.whole || enforcedBy(item, 'filter')) && !approved.items.has(item.id))
    .flatMap((item) => safeguard.gaps(item).map((reason) => ({ item, reason })));
  return { ...(safeguard.resource && { resource: safeguard.resource }), gaps, dismissed: approved.dismissed };
}

/** Items by what is wrong with them: `1.e (sensitive personal information without rights/consent): personal data passes; …`. */
function byReason(gaps: readonly Gap[]): string {
  const items = new Map<string, string[]>();
  for (const { item, reason } of gaps) items.set(reason, [...(items.get(reason) ?? []), useItemLabel(item)]);
  return [...items].map(([reason, named]) => `${named.join(', ')}: ${reason}`).join('; ');
}
