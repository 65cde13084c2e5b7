import { isDescribed } from '../../../clouds/clouds.js';
import { countriesOfLocation, expandJurisdictions } from '../../../facts/regions.js';
import { entity, sortedEntries } from '../../../topology/views.js';
import { headline } from '../../inventory/page.js';
import type { Cell, Section, TableBlock } from '../block.js';
import type { PageInput } from '../input.js';
import { placeName } from '../place.js';
import { type Deed, deedsOf } from './deeds.js';

/** Workloads by places, and what happens to their prompts in each; then what is deployed where. */
export function residencySection({ loaded: { topology }, stacks }: PageInput): Section {
  const rows = sortedEntries(topology.workloads).map(([id, workload]) => ({ id, workload, deeds: deedsOf(topology, workload) }));
  const places = [...new Map(rows.flatMap(({ deeds }) => deeds.map((deed) => [deed.place, deed] as const))).values()].sort((a, b) =>
    a.place < b.place ? -1 : 1,
  );
  const matrix: TableBlock = {
    kind: 'table',
    id: 'residency-matrix',
    caption: 'What happens to prompts, by workload and place',
    columns: [{ head: 'workload', is: 'name' }, { head: 'data' }, { head: 'allowed' }, ...places.map((deed) => ({ head: headOf(deed) }))],
    rows: rows.map(({ id, workload, deeds }): Cell[] => [
      id,
      `${workload.dataClass}${workload.regimes.map((regime) => `, ${regime}`).join('')}`,
      [entity(topology.zones, workload.zone).join(', '), ...(workload.regions === undefined ? [] : [workload.regions.join(', ')])].join('; '),
      ...places.map(({ place }) =>
        cell(
          deeds.filter((deed) => deed.place === place),
          entity(topology.zones, workload.zone),
        ),
      ),
    ]),
    source: 'topology; where a host processes by its kind and the facts. Marked: outside the countries of the zone',
  };
  return {
    id: 'residency',
    title: 'Residency',
    blocks: [
      matrix,
      stacks.length === 0
        ? { kind: 'absent', text: 'Nothing is synthesized of this topology, so no stack has a place.' }
        : {
            kind: 'table',
            id: 'stacks',
            caption: 'What is deployed where',
            detail: true,
            columns: [{ head: 'stack', is: 'name' }, { head: 'account and region' }, { head: 'resources', is: 'number' }],
            rows: stacks.map((stack) => [stack.name, headline(stack).slice(stack.name.length + 2), stack.resources.length.toLocaleString('en-US')]),
            source: 'what the topology synthesizes to',
          },
    ],
  };
}

function headOf({ cloud, place, named }: Deed): string {
  return named ? placeName(cloud, place) : place;
}

function cell(deeds: readonly Deed[], zone: readonly string[]): Cell {
  const [first] = deeds;
  if (first === undefined) return { text: '–', tone: 'quiet' };
  const text = [...new Set(deeds.map(({ what }) => what))].join('; ');
  return isInside(first, zone) ? text : { text: `${text} (outside)`, tone: 'bad' };
}

/** Whether a place is in the countries of a zone; what nobody knows is not. */
function isInside({ cloud, place, named }: Deed, zone: readonly string[]): boolean {
  const allowed = expandJurisdictions(zone);
  if (allowed === 'ANY') return true;
  const countries = named && isDescribed(cloud) ? countriesOfLocation(cloud, place) : undefined;
  return countries !== undefined && countries !== 'ANY' && countries.every((country) => allowed.has(country));
}
