import { fleets } from '../../../hosts/select.js';
import { noPrice } from '../../../hosts/shared/service-price.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { sortedEntries } from '../../../topology/views.js';
import { type CostLine, costLine } from '../line.js';

/** People, on call and tools, as finance declares them. A fleet needs them, so where finance declares none they are unknown and not nothing. */
export function operationLines(topology: Topology): CostLine[] {
  const own = fleets(topology).map(([host]) => host);
  const declared = sortedEntries(topology.finance.operations);
  if (declared.length === 0) return own.map((host) => line(host, 'people and on call', 1, 'year', noPrice('declare them in finance.operations')));
  return declared.flatMap(([id, { usdPerYear, evidence, hosts = own }]) => {
    const places = hosts.length === 0 ? ['shared'] : hosts;
    const unit = places.length === 1 ? 'year' : `year, one of ${places.length} hosts`;
    return places.map((host) => line(host, `operations ${id}`, 1 / places.length, unit, { usd: usdPerYear, source: evidence, asOf: 'declared' }));
  });
}

function line(host: string, what: string, quantity: number, unit: string, price: CostLine['price']): CostLine {
  return costLine({ host, workload: 'all', kind: 'operations', what, quantity, unit, price });
}
