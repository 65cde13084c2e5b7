import { costOf } from '../../hosts/costs.js';
import type { Host } from '../../hosts/schemas.js';
import type { DiscountScope } from '../../hosts/shared/host-cost.js';
import type { Topology } from '../../topology/schema/topology.js';
import { sortedEntries } from '../../topology/views.js';

/** Fraction that the contract of a host takes off its prices on a day; none where it ended or does not speak of the service. */
export function discountOf(topology: Topology, host: Host, asOf: string): number {
  const { service } = costOf(host);
  const contract = 'contract' in host && host.contract !== undefined ? topology.contracts[host.contract] : undefined;
  if (service === 'none' || contract === undefined || contract.discount === 'none' || contract.term.start > asOf || contract.term.end < asOf) return 0;
  return contract.discount.scope.includes(service) ? contract.discount.fraction : 0;
}

/** The largest discount that any contract in force grants on a service: what a hosted-only deployment would get as well. */
export function bestDiscount(topology: Topology, service: DiscountScope, asOf: string): { readonly fraction: number; readonly contract: string } | undefined {
  return sortedEntries(topology.contracts)
    .flatMap(([contract, { discount, term }]) =>
      discount !== 'none' && discount.scope.includes(service) && term.start <= asOf && term.end >= asOf ? [{ fraction: discount.fraction, contract }] : [],
    )
    .sort((a, b) => b.fraction - a.fraction)[0];
}
