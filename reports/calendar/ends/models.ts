import { type Host, servedModels } from '../../../hosts/schemas.js';
import { traitsOf } from '../../../hosts/traits.js';
import { firstDay } from '../../../topology/day.js';
import { pathOf } from '../../../topology/path.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { entity, sortedEntries } from '../../../topology/views.js';
import type { CalendarInput, End } from '../end.js';

/** Until when providers serve the models of each host. A fleet serves its own weights for as long as somebody wants it. */
export function modelEnds({ loaded: { topology }, plan: { asOf } }: CalendarInput): End[] {
  return sortedEntries(topology.hosts).flatMap(([id, host]) => {
    if (traitsOf(host).operator === 'self') return [];
    const releases = new Set(servedModels(host).map((model) => entity(topology.models, model).release));
    return [...releases].sort().map((release): End => {
      const { on, says, source } = lastDay(topology, host, release, asOf);
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

/** What is withdrawn or about to be, else until when the provider promises to serve it. */
function lastDay(topology: Topology, host: Host, release: string, asOf: string): { readonly on: string; readonly says: string; readonly source: string } {
  const { offer } = traitsOf(host);
  const retired = offer.retirement(release);
  if (retired !== 'none') return { on: firstDay(retired.on), says: '', source: 'facts: retirement' };
  const promised = offer.promisedUntil(topology, host);
  if (promised === 'none' || promised === 'unknown') return { on: 'unknown', says: ': no end is announced', source: 'facts: no row' };
  const source = 'facts: end no sooner than';
  if (promised <= asOf) return { on: 'unknown', says: `: no end is announced; it may be since ${promised}`, source };
  return { on: promised, says: ': may be retired from here on', source };
}
