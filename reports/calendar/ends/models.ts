import { bedrockOffers } from '../../../facts/bedrock.js';
import { costOf } from '../../../hosts/costs.js';
import { type Host, servedModels } from '../../../hosts/schemas.js';
import { traitsOf } from '../../../hosts/traits.js';
import { pathOf } from '../../../topology/path.js';
import { entity, sortedEntries } from '../../../topology/views.js';
import type { CalendarInput, End } from '../end.js';

/** Until when providers serve the models of each host. A fleet serves its own weights for as long as somebody wants it. */
export function modelEnds({ loaded: { topology }, plan: { asOf } }: CalendarInput): End[] {
  return sortedEntries(topology.hosts).flatMap(([id, host]) => {
    if (traitsOf(host).operator === 'self') return [];
    const releases = new Set(servedModels(host).map((model) => entity(topology.models, model).release));
    return [...releases].sort().map((release): End => {
      const { on, says, source } = lastDay(host, release, asOf);
      return {
        kind: 'model',
        subject: `${pathOf('hosts', id)} ${release}`,
        on,
        title: `${release} on ${id} (${host.kind})${says}`,
        action: 'Evaluate its successor and move the workloads before that day.',
        source,
      };
    });
  });
}

function lastDay(host: Host, release: string, asOf: string): { readonly on: string; readonly says: string; readonly source: string } {
  const retired = traitsOf(host).offer.retirement(release);
  if (retired !== 'none') return { on: retired.on.length === 'YYYY-MM'.length ? `${retired.on}-01` : retired.on, says: '', source: 'facts: retirement' };
  const offers = costOf(host).listed === 'bedrock' && 'region' in host ? bedrockOffers(release).filter(({ region }) => region === host.region) : [];
  const [kept] = offers.flatMap(({ eolNoSoonerThan }) => (eolNoSoonerThan === undefined ? [] : [eolNoSoonerThan])).sort();
  if (kept !== undefined && kept <= asOf)
    return { on: 'unknown', says: `: no end is announced; it may be since ${kept}`, source: 'facts/bedrock.yaml, eolNoSoonerThan' };
  if (kept !== undefined) return { on: kept, says: ': may be retired from here on', source: 'facts/bedrock.yaml, eolNoSoonerThan' };
  return { on: 'unknown', says: ': no end is announced', source: 'facts: no row' };
}
