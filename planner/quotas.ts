import { gatewayPlaces } from '../derived/gateway-service.js';
import { gatewayTasks } from '../derived/gateway-tasks.js';
import { gatewayQuota, gatewayTaskSize } from '../facts/gateway.js';
import type { QuotaNeed } from '../hosts/shared/quota-need.js';
import { traitsOf } from '../hosts/traits.js';
import { pathOf } from '../topology/path.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, sortedEntries } from '../topology/views.js';
import { textUnitNeeds } from './text-unit-quotas.js';
import { tokenNeeds } from './token-quotas.js';

/** Quotas that must be granted before a deployment, by what a topology says. Of kinds whose quotas no fact lists there is none. */
export function quotaNeeds(topology: Topology): QuotaNeed[] {
  return summed([hostNeeds, gatewayNeeds, tokenNeeds, textUnitNeeds].flatMap((of) => [...of(topology)]));
}

/** One line for each quota of an account and region, in a fixed order. */
export function summed(needs: readonly QuotaNeed[]): QuotaNeed[] {
  const sums = new Map<string, QuotaNeed>();
  for (const need of needs) {
    const key = [need.account, need.region, need.service, need.quotaCode ?? need.name].join(' ');
    const known = sums.get(key);
    sums.set(key, known === undefined ? need : { ...known, needed: known.needed + need.needed, because: [...known.because, ...need.because].sort() });
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, need]) => need);
}

/** Processors of the tasks of gateways, twice while a deployment replaces them. */
function gatewayNeeds(topology: Topology): QuotaNeed[] {
  const { vcpus } = gatewayTaskSize();
  const { service, name, unit } = gatewayQuota();
  return gatewayPlaces(topology).map(({ zone, account, region }) => ({
    account: entity(topology.accounts.aws, account).id,
    region,
    service,
    name,
    needed: 2 * gatewayTasks(topology, zone).max * vcpus,
    unit,
    because: [pathOf('gateway', 'zones', zone, 'tasks', 'max')],
  }));
}

/** What hosts need by their own size, as the traits of their kinds say. */
function hostNeeds(topology: Topology): QuotaNeed[] {
  return sortedEntries(topology.hosts).flatMap(([id, host]) => {
    const needs = traitsOf(host).quotas(topology, { id, host });
    return needs === 'unlisted' || 'of' in needs ? [] : needs;
  });
}
