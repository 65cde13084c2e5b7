import { stacksOfHost } from '../../evidence/synthesized/host-of-resource.js';
import type { SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { judgeOf } from '../../hosts/judges.js';
import { isFleet, type SelfHostedHost } from '../../hosts/schemas.js';
import { extensionsOf } from '../../hosts/shared/extensions-judge.js';
import { transitionOf } from '../../hosts/shared/fleet-versions.js';
import { daysBetween } from '../../topology/day.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { Transition } from '../../topology/schema/transition.js';
import { entity, sortedEntries } from '../../topology/views.js';
import type { Rule, RuleContext, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'lifecycle/transition-window',
  severity: 'error',
  title: 'While two versions of a model run side by side, both have capacity, for as long as the contract promises, and no longer than declared.',
  why: 'Workloads need time to test the next version against the one they know, and a way back. Nodes taken from the running version to start the next one are an outage; a version forgotten after the move is paid for and never patched.',
  fix: 'Order the days from < cutover ≤ end and add capacity for both versions. After cutover set model to the next one, wait until its nodes serve, then remove the transition.',

  *topology({ topology, asOf }) {
    for (const [id, host, transition] of transitionsOf(topology)) {
      yield* windowProblems(topology, id, host, transition, asOf);
      const { machines } = judgeOf(host);
      if (machines !== 'none') yield* machines.sideBySide(topology, { id, host }, asOf);
    }
  },

  *aws(stacks, context) {
    yield* emittedProblems(stacks, context);
  },

  *terraform(stacks, context) {
    yield* emittedProblems(stacks, context);
  },
};

/** Fleets that run two versions. */
function transitionsOf(topology: Topology): (readonly [id: string, host: SelfHostedHost, transition: Transition])[] {
  return sortedEntries(topology.hosts).flatMap(([id, host]) => {
    const transition = isFleet(host) ? transitionOf(host) : undefined;
    return isFleet(host) && transition !== undefined ? [[id, host, transition] as const] : [];
  });
}

function* emittedProblems(stacks: readonly SynthesizedStack[], { topology, asOf }: RuleContext): Iterable<Violation> {
  for (const [id, host] of transitionsOf(topology)) {
    const { machines } = judgeOf(host);
    const own = stacksOfHost(topology, id, stacks);
    if (machines === 'none' || own.length === 0) continue;
    for (const problem of machines.versions({ topology, id, host, stacks: own, extended: extensionsOf(topology, asOf) }))
      yield { path: pathOf('hosts', id, 'transition'), ...problem };
  }
}

function* windowProblems(topology: Topology, id: string, host: SelfHostedHost, { next, from, cutover, end }: Transition, asOf: string): Iterable<Violation> {
  if (from >= cutover)
    yield {
      path: pathOf('hosts', id, 'transition', 'cutover'),
      message: `The cutover is on ${cutover}, the transition starts on ${from}. The cutover comes later.`,
    };
  if (cutover > end) yield { path: pathOf('hosts', id, 'transition', 'end'), message: `The transition ends on ${end}, before its cutover on ${cutover}.` };
  if (end < asOf)
    yield {
      path: pathOf('hosts', id, 'transition', 'end'),
      message: `The transition ended on ${end}; it is ${asOf}.`,
      fix: `Set model to ${next} and remove the transition.`,
    };
  if (next === host.model && asOf < cutover)
    yield { path: pathOf('hosts', id, 'transition', 'next'), message: `${next} is the model that ${id} serves already.` };
  const promised = host.contract === undefined ? 'none' : entity(topology.contracts, host.contract).parallelAvailabilityDays;
  const days = daysBetween(from, end);
  if (promised !== 'none' && days < promised) {
    yield {
      path: pathOf('hosts', id, 'transition', 'end'),
      message: `Both versions run side by side for ${days} days; contract ${host.contract} promises ${promised}.`,
      fix: 'Move end, or from.',
    };
  }
}
