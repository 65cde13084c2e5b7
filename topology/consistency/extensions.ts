import { isFleet } from '../../hosts/schemas.js';
import { daysBetween } from '../day.js';
import type { Topology } from '../schema/topology.js';
import { sortedEntries } from '../views.js';
import { longestDays } from '../waivers.js';
import type { Misfit } from './misfit.js';

/** What the schema cannot see of what an organisation adds. */
export function extensionMisfits(topology: Topology): Misfit[] {
  return [...tooLong(topology), ...withoutContent(topology), ...agentsElsewhere(topology)];
}

function tooLong({ extensions }: Topology): Misfit[] {
  return sortedEntries(extensions)
    .filter(([, { granted, expires }]) => daysBetween(granted, expires) > longestDays || daysBetween(granted, expires) <= 0)
    .map(([key, { granted, expires }]) => ({
      path: ['extensions', key, 'expires'],
      message: `received ${expires}, with ${granted} as the first day. Allowed: 1 to ${longestDays} days after it.`,
    }));
}

function withoutContent({ extensions }: Topology): Misfit[] {
  return sortedEntries(extensions)
    .filter(([, { stack, types, ranges, destinations, principals, containers, arguments: properties, scripts }]) =>
      [stack === undefined ? [] : [stack], types, ranges, destinations, principals, containers, properties, scripts].every((part) => part.length === 0),
    )
    .map(([key]) => ({
      path: ['extensions', key],
      message: 'adds nothing. Allowed: at least one of stack, types, ranges, destinations, principals, containers, arguments, scripts.',
    }));
}

/** Only fleets have nodes that an agent can run on. */
function agentsElsewhere({ hosts, landingZone }: Topology): Misfit[] {
  const fleets = Object.entries(hosts).flatMap(([id, host]) => (isFleet(host) ? [id] : []));
  return sortedEntries(landingZone.nodeAgents).flatMap(([agent, { hosts: named }]) =>
    named.flatMap((id, index) =>
      fleets.includes(id)
        ? []
        : [{ path: ['landingZone', 'nodeAgents', agent, 'hosts', index], message: `received "${id}", which has no nodes. Allowed: a fleet.` }],
    ),
  );
}
