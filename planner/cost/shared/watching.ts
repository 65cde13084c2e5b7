import { noPrice } from '../../../hosts/shared/service-price.js';
import type { Topology } from '../../../topology/schema/topology.js';
import type { CostLine } from '../line.js';
import { platformLine } from './platform-line.js';

/** Keys, logs, metrics and traces of every account with a network: a topology does not say how much is written. */
export function watchingLines(topology: Topology): CostLine[] {
  const accounts = new Set(Object.values(topology.networks).map(({ cloud, account }) => `${account} (${cloud})`));
  return [...accounts]
    .sort()
    .flatMap((account) => [
      platformLine(`keys and secrets of ${account}`, 1, 'year', noPrice('no row')),
      platformLine(`logs, metrics and traces of ${account}`, 1, 'year', noPrice('no row, and how much is written depends on traffic')),
    ]);
}
