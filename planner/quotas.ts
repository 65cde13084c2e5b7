import type { QuotaNeed } from '../hosts/shared/quota-need.js';
import { traitsOf } from '../hosts/traits.js';
import type { Topology } from '../topology/schema/topology.js';
import { sortedEntries } from '../topology/views.js';
import { textUnitNeeds } from './text-unit-quotas.js';
import { tokenNeeds } from './token-quotas.js';

/** Quotas that must be granted before a deployment, summed per account and region. Azure's have no id in the facts and are not among them. */
export function quotaNeeds(topology: Topology): QuotaNeed[] {
  const sums = new Map<string, QuotaNeed>();
  const needs = [hostNeeds, tokenNeeds, textUnitNeeds].flatMap((of) => [...of(topology)]);
  for (const need of needs) {
    const key = [need.account, need.region, need.service, need.quotaCode ?? need.name].join(' ');
    const known = sums.get(key);
    sums.set(key, known === undefined ? need : { ...known, needed: known.needed + need.needed, because: [...known.because, ...need.because].sort() });
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, need]) => need);
}

/** What hosts need by their own size, as the traits of their kinds say. */
function hostNeeds(topology: Topology): QuotaNeed[] {
  return sortedEntries(topology.hosts).flatMap(([id, host]) => {
    const needs = traitsOf(host).quotas(topology, { id, host });
    return needs === 'unlisted' || 'of' in needs ? [] : needs;
  });
}
