import { nodeHardware } from '../../facts/hardware.js';
import type { SelfHostedHost } from '../../hosts/schemas.js';
import type { AwsFleetHost } from '../../hosts/self-hosted-aws/schema.js';
import type { GoogleFleetHost } from '../../hosts/self-hosted-google/schema.js';
import { sortedEntries } from '../../topology/views.js';
import { sameMeaning } from '../canonical.js';
import type { Words } from '../topology.js';

/** What a change of a self-hosted fleet means: nodes, where they come from, what they run. */
export function fleetWords(path: string, id: string, was: SelfHostedHost, is: SelfHostedHost): Words[] {
  return [
    ...nodeWords(path, id, was, is),
    ...reservationWords(path, id, was, is),
    ...(was.cloud === 'aws' && is.cloud === 'aws' ? [...blockWords(path, id, was, is), ...transitionWords(path, id, was, is)] : []),
    ...(was.cloud === 'google' && is.cloud === 'google' ? driverWords(path, id, was, is) : []),
    ...imageWords(path, id, was, is),
  ];
}

function nodeWords(path: string, id: string, was: SelfHostedHost, is: SelfHostedHost): Words[] {
  if (was.nodes.count === is.nodes.count && was.nodes.instanceType === is.nodes.instanceType) return [];
  const nodes = ({ nodes: { count, instanceType: type } }: SelfHostedHost) => `${count} × ${type}`;
  const tells = [`${path}.nodes.count`, `${path}.nodes.instanceType`];
  return [{ path: `${path}.nodes`, tells, text: `\`${id}\`: ${nodes(was)} → ${nodes(is)}${gpuChange(was, is)}` }];
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

function reservationWords(path: string, id: string, was: SelfHostedHost, is: SelfHostedHost): Words[] {
  if (sameMeaning(was.capacity.reservations, is.capacity.reservations)) return [];
  const total = (host: SelfHostedHost) => Object.values(host.capacity.reservations).reduce((sum, { count }) => sum + count, 0);
  const zones = (host: SelfHostedHost) =>
    sortedEntries<{ count: number; zone?: string; availabilityZone?: string }>(host.capacity.reservations)
      .map(([, { availabilityZone, zone, count }]) => `${count} in ${availabilityZone ?? zone}`)
      .join(', ') || 'none';
  const field = `${path}.capacity.reservations`;
  return [
    {
      path: field,
      tells: [field],
      text: `\`${id}\`: reserved nodes ${total(was)} (${zones(was)}) → ${total(is)} (${zones(is)}); a reservation is billed from its creation, and what is given back may not be had again`,
    },
  ];
}

function blockWords(path: string, id: string, was: AwsFleetHost, is: AwsFleetHost): Words[] {
  const [before, after] = [was.capacity.blocks, is.capacity.blocks];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key) => {
    const [old, now] = [before[key], after[key]];
    if (sameMeaning(old, now)) return [];
    const words = (block: NonNullable<typeof old>) =>
      `${block.reservationId}, ${block.count} nodes in ${block.availabilityZone}, ${block.start} to ${block.end}`;
    const field = `${path}.capacity.blocks.${key}`;
    const text =
      old === undefined
        ? `is new: ${now === undefined ? '' : words(now)}`
        : now === undefined
          ? `is no longer used: ${words(old)}; it is paid for in advance and not refunded`
          : `${words(old)} → ${words(now)}`;
    return [{ path: field, tells: [field], text: `\`${id}\`: Capacity Block \`${key}\` ${text}` }];
  });
}

function transitionWords(path: string, id: string, was: AwsFleetHost, is: AwsFleetHost): Words[] {
  const [old, now] = [was.transition, is.transition];
  if (sameMeaning(old, now)) return [];
  const words = (transition: NonNullable<typeof old>) =>
    `to ${transition.next} on ${transition.nodes} more nodes from ${transition.from}, cut over on ${transition.cutover}, ends ${transition.end}`;
  const field = `${path}.transition`;
  const text =
    now === undefined
      ? `the transition ${old === undefined ? '' : words(old)} is taken down`
      : old === undefined
        ? `a transition ${words(now)}`
        : `the transition ${words(old)} becomes one ${words(now)}`;
  return [{ path: field, tells: [field], text: `\`${id}\`: ${text}` }];
}

function driverWords(path: string, id: string, was: GoogleFleetHost, is: GoogleFleetHost): Words[] {
  if (was.driver.version === is.driver.version) return [];
  const field = `${path}.driver.version`;
  return [{ path: field, tells: [field], text: `\`${id}\`: NVIDIA driver ${was.driver.version} → ${is.driver.version}` }];
}

function imageWords(path: string, id: string, was: SelfHostedHost, is: SelfHostedHost): Words[] {
  if (was.image === is.image) return [];
  return [{ path: `${path}.image`, tells: [`${path}.image`], text: `\`${id}\` runs \`${short(was.image)}\` → \`${short(is.image)}\`` }];
}

/** A digest by its first twelve digits, as people compare it. */
function short(image: string): string {
  return image.replace(/(sha256:[0-9a-f]{12})[0-9a-f]+/, '$1…');
}
