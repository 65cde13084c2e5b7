import { exposureOf } from '../../evidence/network/exposure-of.js';
import type { SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { linesOf, page, settingLines } from './page.js';
import { networkSettings } from './settings.js';

/** What can be reached from where: every setting that decides it, and what answers to the internet. */
export function exposurePage(stacks: readonly SynthesizedStack[]): string {
  const open = stacks.flatMap((stack) =>
    stack.resources.flatMap((resource) => [...exposureOf(resource)].map((way) => `${stack.name}, ${resource.id}: ${way}`)),
  );
  return page([['answers to the internet', ...(open.length > 0 ? open : ['nothing'])], ...linesOf(stacks, (stack) => settingLines(stack, networkSettings))]);
}
