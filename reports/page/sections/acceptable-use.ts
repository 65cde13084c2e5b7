import { attestedItems } from '../../../derived/attested-items.js';
import { type UseCell, useCoverage } from '../../../evidence/guardrails/use-coverage.js';
import { enforcedBy } from '../../../facts/acceptable-use.js';
import { licenceOf } from '../../../facts/models.js';
import { judgeOf } from '../../../hosts/judges.js';
import { entity, sortedEntries } from '../../../topology/views.js';
import type { Cell, Section } from '../block.js';
import type { PageInput } from '../input.js';

/** Items of the Llama acceptable use policy by workload, and what holds each up. */
export function acceptableUseSection(input: PageInput): Section {
  if (input.stacks.length === 0)
    return {
      id: 'acceptable-use',
      title: 'Acceptable use',
      blocks: [{ kind: 'absent', text: 'Nothing is synthesized of this topology, so no filter can be read.' }],
    };
  const cells = coverage(input);
  const list = [...new Map(cells.map(({ item }) => [item.id, item])).values()];
  const columns = alike(
    sortedEntries(input.loaded.topology.workloads).map(([id]) => ({
      id,
      cells: list.map((item) => held(cells.filter((cell) => cell.workload === id && cell.item.id === item.id))),
    })),
  );
  return {
    id: 'acceptable-use',
    title: 'Acceptable use',
    blocks: [
      {
        kind: 'table',
        id: 'acceptable-use-matrix',
        caption: 'Llama acceptable use policy: what holds each item up, by workload',
        columns: [{ head: 'item', is: 'code' }, { head: 'what is forbidden' }, ...columns.map(({ head }) => ({ head }))],
        rows: list.map((item, index): Cell[] => [item.id, item.name, ...columns.map(({ cells }) => cells[index] ?? '–')]),
        source:
          'filters as they are synthesized, approvals of kind acceptable-use in force, mapping in facts/acceptable-use.yaml. What fails a rule is among the findings',
      },
    ],
  };
}

/** A cell of the matrix that the rules read, and whether a person attests the item besides. */
type Covered = UseCell & { readonly attested: boolean };

function coverage({ loaded: { topology, outputs }, asOf, stacks }: PageInput): Covered[] {
  const cells = useCoverage(
    { topology, outputs, asOf },
    () => true,
    (place) => judgeOf(place.host).safeguard(topology, place, stacks),
  );
  return [...cells].map((cell) => {
    const licence = licenceOf(entity(topology.models, cell.model).release);
    return { ...cell, attested: attestedItems(topology, cell.workload, licence, asOf).items.has(cell.item.id) };
  });
}

const words = { filter: 'filter', guard: 'guard', approval: 'approval', attestation: 'attested' } as const;

/** What holds an item up on all of a workload's route; `open` where something lacks. */
function held(cells: readonly Covered[]): Cell {
  const [first] = cells;
  if (first === undefined) return '–';
  const { item } = first;
  const ways = new Set<string>();
  let open = false;
  for (const { cover, attested } of cells) {
    if (enforcedBy(item, 'attestation')) {
      if (attested) ways.add(words.attestation);
      else open = true;
    }
    if (cover.by === 'nothing') open = true;
    else if (cover.by !== 'gate') ways.add(words[cover.by]);
  }
  if (open) return { text: [...ways, 'open'].join(' + '), tone: 'bad' };
  return ways.size === 0 ? { text: 'by the licence check', tone: 'quiet' } : { text: [...ways].join(' + '), tone: 'good' };
}

/** Workloads that read the same share a column. */
function alike(columns: readonly { readonly id: string; readonly cells: readonly Cell[] }[]): { readonly head: string; readonly cells: readonly Cell[] }[] {
  const groups = new Map<string, { readonly ids: string[]; readonly cells: readonly Cell[] }>();
  for (const { id, cells } of columns) {
    const key = JSON.stringify(cells);
    const group = groups.get(key) ?? { ids: [], cells };
    group.ids.push(id);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ ids, cells }) => ({
    head: ids.length <= 3 ? ids.join(', ') : `${ids.slice(0, 2).join(', ')} and ${ids.length - 2} more`,
    cells,
  }));
}
