import { traitsOf } from '../../../hosts/traits.js';
import { pathOf } from '../../../topology/path.js';
import { sortedEntries } from '../../../topology/views.js';
import type { CalendarInput, End } from '../end.js';

/** Capacity that was bought until a day, and the days on which two versions stop running side by side. */
export function capacityEnds({ loaded: { topology, source } }: CalendarInput): End[] {
  return sortedEntries(topology.hosts).flatMap(([id, host]): End[] => {
    const nodes = traitsOf(host).nodes(host);
    const blocks = nodes === 'none' ? [] : nodes.blocks;
    const transition = 'transition' in host && host.transition !== undefined ? [host.transition] : [];
    return [
      ...blocks.map(
        ({ name, end }): End => ({
          kind: 'Capacity Block',
          subject: pathOf('hosts', id, 'capacity', 'blocks', name),
          on: end,
          title: `Capacity Block ${name} of ${id}: EC2 ends its instances from 11:00 UTC on`,
          action: 'Buy the next block, or drain the nodes the day before.',
          source: source.file,
        }),
      ),
      ...transition.map(
        ({ next, end }): End => ({
          kind: 'transition',
          subject: pathOf('hosts', id, 'transition'),
          on: end,
          title: `${id} runs two versions until here; then ${next} alone`,
          action: `Set model to ${next} and remove the transition.`,
          source: source.file,
        }),
      ),
    ];
  });
}
