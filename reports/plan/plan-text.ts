import { align } from '../align.js';
import type { PlanReport } from './section.js';
import { planSections } from './sections.js';

/** A plan for a terminal. */
export function planText(report: PlanReport): string {
  return planSections(report)
    .map(({ title, table, lines }) => [title, ...(table === undefined ? [] : [align([table.head, ...table.rows])]), ...lines, ''].join('\n'))
    .join('\n')
    .trimEnd();
}
