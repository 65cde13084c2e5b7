import { nodePrice } from '../../facts/prices.js';
import { daysAfter } from '../../topology/day.js';
import { sortedEntries } from '../../topology/views.js';
import { adapterLines } from '../shared/adapter-cost.js';
import { balancerLines } from '../shared/balancer-cost.js';
import { hoursWithin } from '../shared/billed-hours.js';
import { type FixedLine, type HostCost, hoursPerYear, type Price } from '../shared/host-cost.js';
import { nodeLines } from '../shared/node-cost.js';
import { noPrice, servicePriceIn } from '../shared/service-price.js';
import { dedicatedNodes } from './dedicated.js';
import { ownNodes } from './nodes.js';
import type { AwsFleetHost } from './schema.js';

export const cost: HostCost<AwsFleetHost> = {
  service: 'ec2',
  listed: 'none',
  fixed: (topology, host, { from }) => [...blockLines(host, from), ...nodeLines(topology, host, { from, without: hoursWithoutBlock(host, from) })],
  beside: (_, host) => [...balancerLines(servicePriceIn('aws', 'load-balancer', host.region)), ...adapterLines(host)],
  usage: () => [],
  tokens: () => 'by capacity',
};

/** Capacity Blocks are paid at their own rate for as long as they run within the year. */
function blockLines({ capacity, nodes, region }: AwsFleetHost, from: string): FixedLine[] {
  return sortedEntries(capacity.blocks).map(([id, { count, start, end }]) => {
    const hours = hoursWithin(start, end, from);
    return {
      what: `${nodes.instanceType}, Capacity Block ${id}`,
      quantity: count * hours,
      unit: `node-hours (${count} × ${hours})`,
      price: blockPrice(nodes.instanceType, region),
      discountable: false,
    };
  });
}

/** Node-hours of the year in which nodes that blocks are to carry run on none of them: before it starts, after it ends. */
function hoursWithoutBlock(host: AwsFleetHost, from: string): number {
  const { count, prepaid } = ownNodes(host);
  if (prepaid === 0) return 0;
  const blocks = { ...host.capacity, reservations: {} };
  const others = Math.max(0, count - prepaid);
  const days = Array.from({ length: hoursPerYear / 24 }, (_, index) => daysAfter(from, index));
  // A block carries none on its last day, which is paid for all the same.
  return days.reduce((sum, day) => sum + Math.max(0, count - others - dedicatedNodes(blocks, day)) * 24, 0);
}

function blockPrice(instanceType: string, region: string): Price {
  const row = nodePrice(instanceType, region, 'capacity-block');
  if (row === undefined) return noPrice(`no Capacity Block price of ${instanceType} in ${region}`);
  const words = [row.confidence, row.note].filter((word) => word !== undefined).join('; ');
  return { usd: row.usdPerHour, source: `facts/prices.yaml, ${row.source}`, asOf: row.asOf, ...(words !== '' && { note: words }) };
}
