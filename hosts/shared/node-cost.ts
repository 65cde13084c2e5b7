import { nodePrice } from '../../facts/prices.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, sortedEntries } from '../../topology/views.js';
import { isFleet, type SelfHostedHost } from '../schemas.js';
import { traitsOf } from '../traits.js';
import { hoursWithin } from './billed-hours.js';
import { type FixedLine, hoursPerYear, type Price } from './host-cost.js';
import { noPrice } from './service-price.js';

export interface NodeYear {
  readonly from: string;
  /** Node-hours of nodes that are prepaid for a part of the year, in the rest of it. @default - 0 */
  readonly without?: number;
}

/**
 * Nodes of a fleet for a year: as far as commitments of its contract cover them at their rates and for as long as they run, the rest on demand. A
 * reservation costs what its nodes cost. Fleets of a contract share its commitments in the order of their ids; what none uses is owed all the same.
 */
export function nodeLines(topology: Topology, host: SelfHostedHost, { from, without = 0 }: NodeYear): FixedLine[] {
  const { contract, region } = host;
  const { instanceType } = host.nodes;
  const count = billable(host);
  const sharers = contract === undefined ? [] : sharersOf(topology, contract, instanceType);
  const place = sharers.indexOf(host);
  let taken = sharers.slice(0, Math.max(0, place)).reduce((sum, other) => sum + billable(other), 0);
  let [left, onDemandHours] = [count, without];
  const lines: FixedLine[] = [];
  for (const [id, commitment] of contract === undefined ? [] : sortedEntries(entity(topology.contracts, contract).commitments)) {
    const hours = hoursWithin(commitment.start, commitment.end, from);
    if (commitment.instanceType !== instanceType || hours === 0) continue;
    const free = Math.max(0, commitment.count - taken);
    taken = Math.max(0, taken - commitment.count);
    const covered = Math.min(left, free);
    left -= covered;
    onDemandHours += covered * (hoursPerYear - hours);
    const price = { usd: commitment.usdPerHour, source: commitment.evidence, asOf: 'declared' };
    if (covered > 0) lines.push(line(`${instanceType}, commitment ${id}`, covered, hours, price, false));
    const unused = free - covered;
    if (unused > 0 && place === sharers.length - 1) lines.push(line(`${instanceType}, commitment ${id} that no node uses`, unused, hours, price, false));
  }
  onDemandHours += left * hoursPerYear;
  if (onDemandHours > 0) {
    const whole = onDemandHours % hoursPerYear === 0;
    const [nodes, hours] = whole ? [onDemandHours / hoursPerYear, hoursPerYear] : [1, onDemandHours];
    lines.push(line(`${instanceType}, on demand`, nodes, hours, onDemand(instanceType, region), true));
  }
  return lines;
}

/** Fleets whose nodes the commitments of a contract are for, in the order of their ids. */
function sharersOf(topology: Topology, contract: string, instanceType: string): SelfHostedHost[] {
  return sortedEntries(topology.hosts).flatMap(([, host]) =>
    isFleet(host) && host.contract === contract && host.nodes.instanceType === instanceType ? [host] : [],
  );
}

/** Nodes that are not prepaid. */
function billable(host: SelfHostedHost): number {
  const nodes = traitsOf(host).nodes(host);
  return nodes === 'none' ? 0 : Math.max(0, nodes.count - nodes.prepaid);
}

function line(what: string, nodes: number, hours: number, price: Price, discountable: boolean): FixedLine {
  return { what, quantity: nodes * hours, unit: `node-hours (${nodes} × ${hours})`, price, discountable };
}

/** The on-demand price of a machine in a region. */
export function onDemand(instanceType: string, region: string): Price {
  const row = nodePrice(instanceType, region, 'on-demand');
  if (row === undefined) return noPrice(`no on-demand price of ${instanceType} in ${region}`);
  return { usd: row.usdPerHour, source: `facts/prices.yaml, ${row.source}`, asOf: row.asOf, ...(row.confidence !== undefined && { note: row.confidence }) };
}
