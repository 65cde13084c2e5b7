import type { Sentence } from '../../hosts/shared/host-words.js';
import type { Topology } from '../../topology/schema/topology.js';

/** What a change of one residency zone means: for whose data. */
export function zoneSentences(id: string, before: Topology, after: Topology): Sentence[] {
  const [was, is] = [before.zones[id], after.zones[id]];
  if (was === undefined || is === undefined) return [];
  const gained = is.filter((jurisdiction) => !was.includes(jurisdiction));
  const lost = was.filter((jurisdiction) => !is.includes(jurisdiction));
  if (gained.length + lost.length === 0) return [];
  const users = Object.entries(after.workloads)
    .filter(([, { zone }]) => zone === id)
    .map(([workload, { dataClass }]) => `${workload} (${dataClass})`)
    .sort();
  const parts = [gained.length > 0 ? `gains ${gained.join(', ')}` : '', lost.length > 0 ? `loses ${lost.join(', ')}` : ''].filter(Boolean);
  const path = `zones.${id}`;
  return [
    { path, tells: [path], text: `zone \`${id}\` ${parts.join(' and ')}: ${users.length === 0 ? 'no workload is in it' : `data of ${users.join(', ')}`}` },
  ];
}
