import { capacityBlockTerms } from '../../facts/ec2.js';
import { type NodePriceRow, nodePrice } from '../../facts/prices.js';
import { type HostOf, isHost, type SelfHostedHost } from '../../hosts/schemas.js';
import { fleets } from '../../hosts/select.js';
import { daysAfter } from '../../topology/day.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, sortedEntries } from '../../topology/views.js';
import { type Candidate, withCapacity, withCommitment } from './edit.js';

/** A way to pay for the nodes of a fleet, as a change of a candidate. */
export interface Form {
  readonly name: 'as declared' | 'on demand' | 'reservations' | 'Capacity Block' | 'commitment';
  readonly change: (candidate: Candidate) => Candidate;
}

const declared: Form = { name: 'as declared', change: (candidate) => candidate };

/** Terms of commitments that facts may have a rate of, by cloud, and their years. */
const terms: Readonly<Record<SelfHostedHost['cloud'], { readonly name: string; readonly years: Readonly<Record<string, number>> }>> = {
  aws: { name: 'a Savings Plan', years: { 'savings-plan-1y': 1, 'savings-plan-3y': 3 } },
  google: { name: 'committed use', years: { 'cud-1y': 1, 'cud-3y': 3 } },
  azure: { name: 'a reserved instance', years: { 'reserved-1y': 1, 'reserved-3y': 3 } },
};

/** Every form that the nodes of a fleet can be paid in and that has a price; the declared one first. */
export function formsOf(topology: Topology, id: string, asOf: string): Form[] {
  const host = entity(topology.hosts, id);
  return [declared, ...(isHost(host, 'self-hosted-aws') ? capacityForms(topology, id, asOf) : []), ...commitmentForms(topology, id, asOf)];
}

/** Reservations, on demand and a Capacity Block, as far as they are not what is declared. */
function capacityForms(topology: Topology, id: string, asOf: string): Form[] {
  const host = entity(topology.hosts, id);
  if (!isHost(host, 'self-hosted-aws')) return [];
  const { reservations, blocks } = host.capacity;
  const [none, hasBlocks] = [Object.keys(reservations).length + Object.keys(blocks).length === 0, Object.keys(blocks).length > 0];
  const zones = entity(topology.networks, host.network).availabilityZones ?? [];
  const [zone] = zones;
  const price = nodePrice(host.nodes.instanceType, host.region, 'capacity-block');
  const { weeklyUpTo, maxInstances } = capacityBlockTerms();
  const ofHost = (form: Form['name'], capacity: (count: number) => Partial<HostOf<'self-hosted-aws'>['capacity']>): Form => ({
    name: form,
    change: (candidate) => withCapacity(candidate, id, form, capacity),
  });
  return [
    ...(none || hasBlocks ? [ofHost('reservations', (count) => ({ reservations: spread(zones, count), blocks: {}, onDemand: host.capacity.onDemand }))] : []),
    ...(none ? [] : [ofHost('on demand', () => ({ reservations: {}, blocks: {}, onDemand: true }))]),
    ...(hasBlocks || price === undefined || zone === undefined
      ? []
      : [
          ofHost('Capacity Block', (count) => ({
            reservations: {},
            blocks: {
              next: {
                reservationId: toBeBought,
                availabilityZone: zone,
                count: Math.min(count, maxInstances),
                start: asOf,
                end: daysAfter(asOf, weeklyUpTo - 1),
              },
            },
            onDemand: true,
          })),
        ]),
  ];
}

/** Stands for the id that EC2 gives a block when it is bought. */
const toBeBought = 'cr-00000000';

/** Commitments at a rate that facts have, under the contract of the fleet. */
function commitmentForms(topology: Topology, id: string, asOf: string): Form[] {
  const rates = ratesOf(topology, id);
  return rates.flatMap(({ row, years }): Form[] =>
    row.usdPerHour === undefined
      ? []
      : [
          {
            name: 'commitment',
            change: (candidate) => withCommitment(candidate, id, { row, usdPerHour: row.usdPerHour ?? 0, from: asOf, to: daysAfter(asOf, years * 365 - 1) }),
          },
        ],
  );
}

function ratesOf(topology: Topology, id: string): { readonly row: NodePriceRow; readonly years: number }[] {
  const [, host] = fleets(topology).find(([fleet]) => fleet === id) ?? [];
  if (host === undefined || host.contract === undefined) return [];
  return Object.entries(terms[host.cloud].years).flatMap(([term, years]) => {
    const row = nodePrice(host.nodes.instanceType, host.region, term);
    return row === undefined ? [] : [{ row, years }];
  });
}

/** Forms that nothing can be said of, in sentences: they are not compared, and not taken for dear or cheap. */
export function unpricedForms(topology: Topology): string[] {
  return fleets(topology).flatMap(([id, { cloud, nodes, region, contract }]) => {
    const type = nodes.instanceType;
    const lacking = [
      ...(cloud === 'aws' && nodePrice(type, region, 'capacity-block') === undefined ? ['a Capacity Block'] : []),
      ...(Object.keys(terms[cloud].years).some((term) => nodePrice(type, region, term) !== undefined) ? [] : [terms[cloud].name]),
    ];
    return [
      ...lacking.map((form) => `${id}: no rate of ${form} for ${type} in ${region} is known`),
      ...(contract === undefined ? [`${id}: it has no contract that a commitment could be written into`] : []),
    ];
  });
}

function spread(zones: readonly string[], count: number): Record<string, { availabilityZone: string; count: number }> {
  return Object.fromEntries(
    zones.flatMap((availabilityZone, index) => {
      const part = Math.floor(count / zones.length) + (index < count % zones.length ? 1 : 0);
      return part === 0 ? [] : [[availabilityZone.slice(-1), { availabilityZone, count: part }]];
    }),
  );
}

/** Ids of fleets whose nodes somebody is served by. */
export function usedFleets(topology: Topology): string[] {
  const named = new Set(
    sortedEntries(topology.workloads).flatMap(([, { route, guard, search }]) => [
      ...route,
      ...(search === undefined ? [] : [search]),
      ...(guard === undefined ? [] : [guard]),
    ]),
  );
  return fleets(topology).flatMap(([id]) => (named.has(id) ? [id] : []));
}
