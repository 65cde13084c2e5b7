import { nodePrice } from '../../facts/prices.js';
import { sortedEntries } from '../../topology/views.js';
import { balancerLines } from '../shared/balancer-cost.js';
import type { FixedLine, HostCost, Price } from '../shared/host-cost.js';
import { nodeLines } from '../shared/node-cost.js';
import { noPrice, servicePriceIn } from '../shared/service-price.js';
import { ownNodes } from './nodes.js';
import type { AwsFleetHost } from './schema.js';

export const cost: HostCost<AwsFleetHost> = {
  service: 'ec2',
  listed: 'none',
  fixed: (topology, host, { from }) => {
    const { instanceType, count, prepaid } = ownNodes(host);
    const { region, contract } = host;
    return [...blockLines(host, from), ...nodeLines(topology, { instanceType, region, contract, count: Math.max(0, count - prepaid) }, from)];
  },
  beside: (_, { region }) => balancerLines(servicePriceIn('aws', 'load-balancer', region)),
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

function blockPrice(instanceType: string, region: string): Price {
  const row = nodePrice(instanceType, region, 'capacity-block');
  if (row === undefined) return noPrice(`no Capacity Block price of ${instanceType} in ${region}`);
  const words = [row.confidence, row.note].filter((word) => word !== undefined).join('; ');
  return { usd: row.usdPerHour, source: `facts/prices.yaml, ${row.source}`, asOf: row.asOf, ...(words !== '' && { note: words }) };
}

const dayMs = 86_400_000;

/** Hours of a period, both days included, that are in the year from a day on. */
function hoursWithin(start: string, end: string, from: string): number {
  const year = Date.parse(from);
  const [first, last] = [Math.max(Date.parse(start), year), Math.min(Date.parse(end) + dayMs, year + 365 * dayMs)];
  return Math.max(0, (last - first) / 3_600_000);
}
