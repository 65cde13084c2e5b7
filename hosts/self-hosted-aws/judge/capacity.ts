import { capacityBlockTerms } from '../../../facts/ec2.js';
import { daysBetween } from '../../../topology/day.js';
import { pathOf } from '../../../topology/path.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { entity, sortedEntries } from '../../../topology/views.js';
import type { DeclaredProblem, MachineJudge } from '../../shared/host-judge.js';
import { changeDays, dedicatedNodes, hasDedicated, successions } from '../dedicated.js';
import type { AwsFleetHost } from '../schema.js';

const { dailyUpTo, weeklyUpTo, maxInstances } = capacityBlockTerms();

/** Reservations and Capacity Blocks that do not fit the network, are not sold so, or leave nodes without capacity on some day. */
export const uncarried: MachineJudge<AwsFleetHost>['uncarried'] = function* (topology, { id, host }, asOf) {
  if (!hasDedicated(host.capacity)) return;
  yield* zoneProblems(topology, id, host);
  yield* lengthProblems(id, host);
  yield* coverProblems(topology, id, host, asOf);
};

function* zoneProblems(topology: Topology, id: string, { network, capacity }: AwsFleetHost): Iterable<DeclaredProblem> {
  const zones = entity(topology.networks, network).availabilityZones;
  for (const kind of ['reservations', 'blocks'] as const) {
    for (const [key, { availabilityZone }] of sortedEntries<{ availabilityZone: string }>(capacity[kind])) {
      if (zones === undefined || zones.includes(availabilityZone)) continue;
      yield {
        path: pathOf('hosts', id, 'capacity', kind, key, 'availabilityZone'),
        message: `${key} is in ${availabilityZone}, where network ${network} has no subnet. Its zones: ${zones.join(', ')}.`,
        fix: 'Add the zone to the network, or name capacity in one of its zones.',
      };
    }
  }
  for (const { before, after } of successions(capacity)) {
    if (before[1].availabilityZone === after[1].availabilityZone) continue;
    yield {
      path: pathOf('hosts', id, 'capacity', 'blocks', after[0], 'availabilityZone'),
      message: `${after[0]} follows ${before[0]} and is in ${after[1].availabilityZone}; ${before[0]} is in ${before[1].availabilityZone}. Blocks that follow each other must be in one zone.`,
    };
  }
}

function* lengthProblems(id: string, { capacity }: AwsFleetHost): Iterable<DeclaredProblem> {
  for (const [key, { start, end, count }] of sortedEntries(capacity.blocks)) {
    const days = daysBetween(start, end);
    const fix = 'Copy start, end and count from the purchased block (aws ec2 describe-capacity-blocks).';
    if (days < 1) {
      yield { path: pathOf('hosts', id, 'capacity', 'blocks', key, 'end'), message: `${key} runs from ${start} to ${end}. A block ends after it starts.`, fix };
    } else if (days > dailyUpTo && (days % 7 !== 0 || days > weeklyUpTo)) {
      yield {
        path: pathOf('hosts', id, 'capacity', 'blocks', key, 'end'),
        message: `${key} is ${days} days long. Sold are 1 to ${dailyUpTo} days, or whole weeks up to ${weeklyUpTo} days.`,
        fix,
      };
    }
    if (count > maxInstances)
      yield {
        path: pathOf('hosts', id, 'capacity', 'blocks', key, 'count'),
        message: `${key} has ${count} instances. A block has at most ${maxInstances}.`,
        fix,
      };
  }
}

/** Blocks that are over, too little capacity at all, and days on which a block ends and what is left carries too few nodes. */
function* coverProblems(topology: Topology, id: string, host: AwsFleetHost, asOf: string): Iterable<DeclaredProblem> {
  const { capacity } = host;
  const needed = host.nodes.count;
  const at = pathOf('hosts', id, 'capacity');
  for (const [key, { end }] of sortedEntries(capacity.blocks)) {
    if (end < asOf) {
      yield {
        path: pathOf('hosts', id, 'capacity', 'blocks', key, 'end'),
        message: `${key} ended on ${end}; it is ${asOf}.`,
        fix: 'Remove the block, and record the capacity that took its place.',
      };
    }
  }
  if (capacity.onDemand) return;
  const most = Math.max(...changeDays(capacity, asOf, '9999-12-31').map((day) => dedicatedNodes(capacity, day)));
  if (most < needed) {
    yield {
      path: at,
      message: `Reservations and blocks carry at most ${most} of ${needed} nodes at a time, and onDemand is false.`,
      fix: 'Reserve the missing nodes, set onDemand to true, or lower nodes.count.',
    };
    return;
  }
  const today = dedicatedNodes(capacity, asOf);
  const [first] = changeDays(capacity, asOf, '9999-12-31').filter((day) => dedicatedNodes(capacity, day) >= needed);
  const opening = sortedEntries(capacity.blocks).find(([, { start }]) => start === first);
  if (today < needed && opening !== undefined) {
    yield {
      path: pathOf('hosts', id, 'capacity', 'blocks', opening[0], 'start'),
      message: `${opening[0]} starts on ${first}; from ${asOf} until then reservations and blocks carry ${today} of ${needed} nodes, and onDemand is false.`,
      fix: 'Reserve the missing nodes until the block starts, set onDemand to true, or lower nodes.count until then.',
    };
  }
  if (host.contract === undefined) return;
  const term = entity(topology.contracts, host.contract).term;
  for (const [key, { end }] of sortedEntries(capacity.blocks)) {
    const left = dedicatedNodes(capacity, end);
    if (end < asOf || end >= term.end || left >= needed) continue;
    yield {
      path: pathOf('hosts', id, 'capacity', 'blocks', key, 'end'),
      message: `${key} ends on ${end}, before contract ${host.contract} (${term.end}); what is left then carries ${left} of ${needed} nodes.`,
    };
  }
}
