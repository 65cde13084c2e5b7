import type { DiffReport, Label } from '../../diff/compare.js';
import { maskText } from '../../evidence/secrets/mask.js';
import { code, prose } from '../markdown-text.js';
import { accessSection } from './access.js';
import { destructiveSection } from './destructive.js';
import { moneySection } from './money.js';
import { restSection } from './rest.js';
import { fitted, type Section } from './sections.js';
import { capacitySection, postureSection, refusalSection } from './topics.js';
import { verdictLine } from './verdict-line.js';

/** GitHub refuses a comment of 65,536 characters. */
export const commentLimit = 65_000;

/** The comparison for a pull request, riskiest first. Without a limit it is the whole report. */
export function diffMarkdown(report: DiffReport, limit = commentLimit): string {
  const heading = [
    `## Blueprint diff: ${label(report.base)} → ${label(report.head)}`,
    '',
    `**${verdictLine(report)}**`,
    ...(report.notes.length === 0 ? [] : ['', ...report.notes.map((note) => `> ${prose(note)}`)]),
    ...(report.verdict.approvals.length === 0
      ? []
      : ['', ...report.verdict.approvals.map(({ area, because }) => `- **${area}** has to approve: ${prose(shortList(because))}`)]),
  ];
  const sections = [destructiveSection, capacitySection, postureSection, refusalSection, accessSection, moneySection, restSection]
    .map((section) => section(report))
    .filter((section): section is Section => section !== undefined);
  // Once more over the whole: a shape may only appear where values were put together.
  return maskText(fitted(heading, sections, limit));
}

function shortList(reasons: readonly string[]): string {
  return reasons.length > 5 ? `${reasons.slice(0, 5).join(', ')} and ${reasons.length - 5} more` : reasons.join(', ');
}

function label({ label: text, commit }: Label): string {
  return `${code(text)}${commit === undefined ? '' : ` (${commit.slice(0, 7)})`}`;
}
