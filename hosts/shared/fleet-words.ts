import { sameMeaning } from '../../evidence/synthesized/canonical.js';
import { nodeHardware } from '../../facts/hardware.js';
import { pathOf } from '../../topology/path.js';
import { sortedEntries } from '../../topology/views.js';
import type { SelfHostedHost } from '../schemas.js';
import { transitionOf } from './fleet-versions.js';
import type { Change, Sentence } from './host-words.js';

/** Nodes of a fleet, as tables and sentences name them. */
export const nodesOf = ({ nodes: { count, instanceType } }: SelfHostedHost) => `${count} × ${instanceType}`;

/** What a change of a fleet means: nodes, where they come from, what only its cloud has, which model takes over, what they run. */
export function fleetWords(change: Change<SelfHostedHost>, ofCloud: readonly Sentence[]): Sentence[] {
  const { id, was, is } = change;
  return [...nodeWords(id, was, is), ...reservationWords(id, was, is), ...ofCloud, ...transitionWords(id, was, is), ...imageWords(id, was, is)];
}

function nodeWords(id: string, was: SelfHostedHost, is: SelfHostedHost): Sentence[] {
  if (was.nodes.count === is.nodes.count && was.nodes.instanceType === is.nodes.instanceType) return [];
  const tells = [pathOf('hosts', id, 'nodes', 'count'), pathOf('hosts', id, 'nodes', 'instanceType')];
  return [{ path: pathOf('hosts', id, 'nodes'), tells, text: `\`${id}\`: ${nodesOf(was)} → ${nodesOf(is)}${gpuChange(was, is)}` }];
}

function gpuChange(was: SelfHostedHost, is: SelfHostedHost): string {
  const [before, after] = [was, is].map(({ cloud, nodes }) => {
    const hardware = nodeHardware(cloud, nodes.instanceType);
    return hardware === undefined ? undefined : { gpu: hardware.gpu, count: hardware.gpus * nodes.count };
  });
  if (before === undefined || after === undefined) return '';
  const difference = after.count - before.count;
  return `, ${before.count} → ${after.count} ${after.gpu} GPUs${before.gpu === after.gpu && difference !== 0 ? ` (${difference > 0 ? '+' : ''}${difference})` : ''}`;
}

function reservationWords(id: string, was: SelfHostedHost, is: SelfHostedHost): Sentence[] {
  if (sameMeaning(was.capacity.reservations, is.capacity.reservations)) return [];
  const total = (host: SelfHostedHost) => Object.values(host.capacity.reservations).reduce((sum, { count }) => sum + count, 0);
  const zones = (host: SelfHostedHost) =>
    sortedEntries<{ count: number; zone?: string; availabilityZone?: string }>(host.capacity.reservations)
      .map(([, { availabilityZone, zone, count }]) => `${count} in ${availabilityZone ?? zone}`)
      .join(', ') || 'none';
  const field = pathOf('hosts', id, 'capacity', 'reservations');
  return [
    {
      path: field,
      tells: [field],
      text: `\`${id}\`: reserved nodes ${total(was)} (${zones(was)}) → ${total(is)} (${zones(is)}); a reservation is billed from its creation, and what is given back may not be had again`,
    },
  ];
}

function transitionWords(id: string, was: SelfHostedHost, is: SelfHostedHost): Sentence[] {
  const [old, now] = [was, is].map(transitionOf);
  if (sameMeaning(old, now)) return [];
  const words = (transition: NonNullable<typeof old>) =>
    `to ${transition.next} on ${transition.nodes} more nodes from ${transition.from}, cut over on ${transition.cutover}, ends ${transition.end}`;
  const field = pathOf('hosts', id, 'transition');
  const text =
    now === undefined
      ? `the transition ${old === undefined ? '' : words(old)} is taken down`
      : old === undefined
        ? `a transition ${words(now)}`
        : `the transition ${words(old)} becomes one ${words(now)}`;
  return [{ path: field, tells: [field], text: `\`${id}\`: ${text}` }];
}

function imageWords(id: string, was: SelfHostedHost, is: SelfHostedHost): Sentence[] {
  if (was.image === is.image) return [];
  return [
    { path: pathOf('hosts', id, 'image'), tells: [pathOf('hosts', id, 'image')], text: `\`${id}\` runs \`${short(was.image)}\` → \`${short(is.image)}\`` },
  ];
}

/** A digest by its first twelve digits, as people compare it. */
function short(image: string): string {
  return image.replace(/(sha256:[0-9a-f]{12})[0-9a-f]+/, '$1…');
}
