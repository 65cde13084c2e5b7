import type { SynthesizedStack } from '../../evidence/synthesized/stack.js';
import type { Topology } from '../../topology/schema/topology.js';
import { sortedEntries } from '../../topology/views.js';
import { linesOf, page, settingLines } from './page.js';
import { dataSettings } from './settings.js';

/** What providers may do with prompts by contract, and every setting that decides who keeps, logs or learns from them. */
export function dataUsePage(topology: Topology, stacks: readonly SynthesizedStack[]): string {
  return page([contractLines(topology), ...linesOf(stacks, (stack) => settingLines(stack, dataSettings))]);
}

function contractLines(topology: Topology): string[] {
  return [
    'contracts',
    ...sortedEntries(topology.contracts).map(
      ([id, { data }]) =>
        `${id}: ${data === 'none' ? 'no data terms' : `training=${data.training}, retentionDays=${data.retentionDays}, sharedWithModelProvider=${data.sharedWithModelProvider}`}`,
    ),
  ];
}
