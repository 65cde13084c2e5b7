import { approvedItems } from '../../../derived/approved-items.js';
import { useItemsOf } from '../../../derived/guardrail-content.js';
import { guardLooksFor } from '../../../evidence/guardrails/llama-guard.js';
import { enforcedBy, type UseItem } from '../../../facts/acceptable-use.js';
import { judgeOf } from '../../../hosts/judges.js';
import { cloudOf, servedModels } from '../../../hosts/schemas.js';
import { pathOf } from '../../../topology/path.js';
import type { Topology } from '../../../topology/schema/topology.js';
import type { Workload } from '../../../topology/schema/workloads.js';
import { entity, sortedEntries } from '../../../topology/views.js';
import type { Cell, Section } from '../block.js';
import type { PageInput } from '../input.js';

/** Items of the Llama acceptable use policy by workload, and what holds each up. */
export function acceptableUseSection(input: PageInput): Section {
  const { topology } = input.loaded;
  const workloads = sortedEntries(topology.workloads);
  if (input.stacks.length === 0)
    return {
      id: 'acceptable-use',
      title: 'Acceptable use',
      blocks: [{ kind: 'absent', text: 'Nothing is synthesized of this topology, so no filter can be read.' }],
    };
  const items = new Map(
    workloads
      .flatMap(([, { route }]) => route.flatMap((id) => servedModels(entity(topology.hosts, id)).flatMap((model) => useItemsOf(topology, model))))
      .map((item) => [item.id, item]),
  );
  const held = holding(input);
  const list = [...items.values()];
  const columns = alike(workloads.map(([id, workload]) => ({ id, cells: list.map((item) => held(id, workload, item)) })));
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

/** What holds an item up on all of a workload's route: filters, a guard, approvals; `open` where something lacks. */
function holding({ loaded: { topology }, asOf, stacks }: PageInput): (id: string, workload: Workload, item: UseItem) => Cell {
  const safeguards = new Map(sortedEntries(topology.hosts).map(([id, host]) => [id, judgeOf(host).safeguard(topology, { id, host }, stacks)]));
  const records = sortedEntries(topology.licence.accepted).map(([key]) => pathOf('licence', 'accepted', key));
  const approved = (subject: string, item: UseItem) => approvedItems(topology, [subject], asOf).items.has(item.id);
  return (id, workload, item) => {
    const ways = new Set<string>();
    let open = false;
    if (enforcedBy(item, 'attestation')) {
      if ([pathOf('workloads', id), ...records].some((subject) => approved(subject, item))) ways.add('attested');
      else open = true;
    }
    for (const host of workload.route) {
      const safeguard = safeguards.get(host);
      if (guardLooksFor(topology, workload, item)) ways.add('guard');
      else if (approved(pathOf('hosts', host), item)) ways.add('approval');
      else if (safeguard !== undefined && safeguard.gaps(item).length === 0 && isFilteredFor(topology, host, item)) ways.add('filter');
      else if (enforcedBy(item, 'filter')) open = true;
    }
    if (open) return { text: [...ways, 'open'].join(' + '), tone: 'bad' };
    return ways.size === 0 ? { text: otherwise(item), tone: 'quiet' } : { text: [...ways].join(' + '), tone: 'good' };
  };
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

/** Whether the filters of a host's cloud have something for an item: what needs nothing lacks nothing. */
function isFilteredFor(topology: Topology, id: string, item: UseItem): boolean {
  const cloud = cloudOf(entity(topology.hosts, id));
  if (cloud === 'aws') return item.bedrockFilters.length > 0 || item.bedrockDeniedTopic || item.bedrockPersonalData === true;
  return (cloud === 'azure' ? item.azureRai : cloud === 'google' ? item.modelArmor : []).length > 0;
}

/** What holds up an item that neither a filter nor an attestation has to. */
function otherwise(item: UseItem): string {
  if (enforcedBy(item, 'gate')) return 'by the licence check';
  return enforcedBy(item, 'config') ? (item.otherControl ?? 'by configuration') : 'no filter finds it surely';
}
