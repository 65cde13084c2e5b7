import { cell, details, table as markdownTable, prose } from '../markdown-text.js';
import { dollars, percent } from './figures.js';
import type { PlanReport, PlanSection } from './section.js';
import { planSections } from './sections.js';

/** A plan for a pull request: what was decided first, what it was computed from folded away. */
export function planMarkdown(report: PlanReport): string {
  const { plan } = report;
  const sections = planSections(report);
  const open = sections.filter(({ detail }) => detail !== true);
  const folded = sections.filter(({ detail }) => detail === true);
  return [
    `## Plan of ${prose(report.topology.name)} as of ${plan.asOf}`,
    '',
    `**${dollars(plan.hybrid.usdPerYear)} USD a year** of what has a price; saving against list ${percent(plan.saving.list)}, like for like ${percent(plan.saving.likeForLike)}.`,
    ...open.flatMap((section) => ['', `### ${prose(section.title)}`, '', ...body(section)]),
    ...folded.flatMap((section) => ['', details(prose(section.title), body(section))]),
  ].join('\n');
}

/** A sentence a paragraph; sentences that begin as items stay a list. */
function body({ table, lines }: PlanSection): string[] {
  const rows =
    table === undefined
      ? []
      : [
          ...markdownTable(
            table.head,
            table.rows.map((row) => row.map((text) => cell(prose(text)))),
          ),
          '',
        ];
  const paragraphs = lines.flatMap((line, index) => {
    const [item, after] = [line.startsWith('- '), lines[index + 1]?.startsWith('- ') ?? false];
    return item ? [`- ${prose(line.slice(2))}`, ...(after ? [] : [''])] : [prose(line), ''];
  });
  const all = [...rows, ...paragraphs];
  return all.at(-1) === '' ? all.slice(0, -1) : all;
}
