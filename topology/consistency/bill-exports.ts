import type { Topology } from '../schema/topology.js';
import { entity, sortedEntries } from '../views.js';
import type { Misfit } from './misfit.js';

/** Stores of bills are what exports go to; exports are of subscriptions that are owned, to a store of their tenant. */
export function billExportMisfits({ finance: { exports }, accounts }: Topology): Misfit[] {
  const owned = sortedEntries(accounts.azure).flatMap(([alias, { owns }]) => (owns ? [alias] : []));
  const used = Object.values(exports.azure).map(({ store }) => store);
  const idle = Object.keys(exports.stores)
    .sort()
    .filter((id) => !used.includes(id))
    .map((id) => ({ path: ['finance', 'exports', 'stores', id], message: 'received a store that no export goes to. Allowed: stores that are used.' }));
  const bills = sortedEntries(exports.azure).flatMap(([alias, { store }]): Misfit[] => {
    const path = ['finance', 'exports', 'azure', alias];
    const { tenant } = entity(accounts.azure, alias);
    const [, , subscription] = entity(exports.stores, store).storageAccount.split('/');
    const foreign = Object.values(accounts.azure).find((account) => account.subscription === subscription && account.tenant !== tenant);
    const allowed = owned.join(', ') || 'none';
    return [
      ...(owned.includes(alias)
        ? []
        : [{ path, message: `received ${alias}, which this topology does not own: the topology that does exports its bill, once. Allowed: ${allowed}.` }]),
      ...(foreign === undefined
        ? []
        : [{ path: [...path, 'store'], message: `received ${store}, which is in tenant ${foreign.tenant}. Allowed: a store in ${tenant}, that of ${alias}.` }]),
    ];
  });
  return [...idle, ...bills];
}
