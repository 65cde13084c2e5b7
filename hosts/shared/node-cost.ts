import { nodePrice } from '../../facts/prices.js';
import type { Topology } from '../../topology/schema/topology.js';
import { sortedEntries } from '../../topology/views.js';
import { type FixedLine, hoursPerYear, type Price } from './host-cost.js';
import { noPrice } from './service-price.js';

interface Nodes {
  readonly instanceType: string;
  readonly region: string;
  readonly contract?: string | undefined;
  /** To be priced: what is prepaid is not among them. */
  readonly count: number;
}

/** Nodes for a year: as far as commitments of the contract cover them at these rates, the rest on demand. A reservation costs what its nodes cost. */
export function nodeLines(topology: Topology, { instanceType, region, contract, count }: Nodes, from: string): FixedLine[] {
  const committed = contract === undefined ? [] : sortedEntries(topology.contracts[contract]?.commitments ?? {});
  const lines: FixedLine[] = [];
  let left = count;
  for (const [id, commitment] of committed) {
    if (commitment.instanceType !== instanceType || commitment.start > from || commitment.end < from) continue;
    const covered = Math.min(left, commitment.count);
    if (covered === 0) continue;
    left -= covered;
    const { usdPerHour: usd, evidence } = commitment;
    lines.push(line(`${instanceType}, commitment ${id}`, covered, { usd, source: evidence, asOf: 'declared' }, false));
  }
  if (left > 0) lines.push(line(`${instanceType}, on demand`, left, onDemand(instanceType, region), true));
  return lines;
}

function line(what: string, nodes: number, price: Price, discountable: boolean): FixedLine {
  return { what, quantity: nodes * hoursPerYear, unit: `node-hours (${nodes} × ${hoursPerYear})`, price, discountable };
}

export function onDemand(instanceType: string, region: string): Price {
  const row = nodePrice(instanceType, region, 'on-demand');
  if (row === undefined) return noPrice(`no on-demand price of ${instanceType} in ${region}`);
  return { usd: row.usdPerHour, source: `facts/prices.yaml, ${row.source}`, asOf: row.asOf, ...(row.confidence !== undefined && { note: row.confidence }) };
}
