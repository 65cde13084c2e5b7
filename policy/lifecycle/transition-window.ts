import { stacksOfHost } from '../../evidence/synthesized/host-of-resource.js';
import { dig, type SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { hostsOf } from '../../hosts/select.js';
import { changeDays, dedicatedNodes, hasDedicated } from '../../hosts/self-hosted-aws/dedicated.js';
import { ownNodes } from '../../hosts/self-hosted-aws/nodes.js';
import type { AwsFleetHost } from '../../hosts/self-hosted-aws/schema.js';
import { daysBetween } from '../../topology/day.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import type { Rule, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'lifecycle/transition-window',
  severity: 'error',
  title: 'While two versions of a model run side by side, both have capacity, for as long as the contract promises, and no longer than declared.',
  why: 'Workloads need time to test the next version against the one they know, and a way back. Nodes taken from the running version to start the next one are an outage; a version forgotten after the move is paid for and never patched.',
  fix: 'Order the days from < cutover ≤ end and add capacity for both versions. After cutover set model to the next one, wait until its nodes serve, then remove the transition.',

  *topology({ topology, asOf }) {
    for (const [id, host] of hostsOf(topology, 'self-hosted-aws')) {
      if (host.transition === undefined) continue;
      yield* windowProblems(topology, id, host, host.transition, asOf);
      yield* capacityProblems(id, host, host.transition, asOf);
    }
  },

  *aws(stacks, { topology }) {
    for (const [id, host] of hostsOf(topology, 'self-hosted-aws')) {
      if (host.transition !== undefined) yield* emittedProblems(stacks, topology, id, host, host.transition);
    }
  },
};

type Transition = NonNullable<AwsFleetHost['transition']>;

function* windowProblems(topology: Topology, id: string, host: AwsFleetHost, { next, from, cutover, end }: Transition, asOf: string): Iterable<Violation> {
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

function* capacityProblems(id: string, host: AwsFleetHost, { from, end }: Transition, asOf: string): Iterable<Violation> {
  const { capacity } = host;
  if (end < asOf || capacity.onDemand || !hasDedicated(capacity)) return;
  const { count: needed } = ownNodes(host);
  const short = changeDays(capacity, from < asOf ? asOf : from, end).find((day) => dedicatedNodes(capacity, day) < needed);
  if (short === undefined) return;
  yield {
    path: pathOf('hosts', id, 'transition', 'nodes'),
    message: `Both versions need ${needed} nodes; on ${short} reservations and blocks carry ${dedicatedNodes(capacity, short)}, and onDemand is false.`,
    fix: 'Reserve the missing nodes for the window, or set onDemand to true.',
  };
}

/** Both versions are served, and the next one is reached under its name. */
function* emittedProblems(stacks: readonly SynthesizedStack[], topology: Topology, id: string, host: AwsFleetHost, { next }: Transition): Iterable<Violation> {
  const path = pathOf('hosts', id, 'transition');
  const fleets = stacksOfHost(topology, id, stacks, 'aws-fleet');
  for (const stack of fleets) {
    const served = stack.resources.filter(({ type }) => type === 'AWS::ECS::TaskDefinition').map(({ properties }) => servedName(properties));
    for (const model of [host.model, next].filter((name) => !served.includes(name))) {
      yield { path, stack, message: `No service of ${stack.name} serves ${model}.`, fix: 'Restore the synthesized services of both versions.' };
    }
    const rules = stack.resources.filter(({ type }) => type === 'AWS::ElasticLoadBalancingV2::ListenerRule');
    const names = rules.flatMap(({ properties }) => dig(properties, 'Conditions', 'HttpHeaderConfig', 'Values') ?? []);
    if (!names.includes(next)) {
      yield { path, stack, message: `No rule of the listener sends requests for ${next} to its service.`, fix: 'Restore the synthesized listener rule.' };
    }
  }
}

function servedName(properties: Readonly<Record<string, unknown>>): string | undefined {
  const command = dig(properties, 'ContainerDefinitions', 'Command');
  const argument = (Array.isArray(command) ? command : []).map(String).find((text) => text.startsWith('--served-model-name='));
  return argument?.split('=')[1];
}
