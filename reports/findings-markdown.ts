import { type FindingsReport, summaryLine } from './findings-text.js';
import { code, prose, table } from './markdown-text.js';

/** Findings as a table for a pull request. What topologies and outputs hold is in it as text: never a mention, a link or HTML. */
export function findingsMarkdown(report: FindingsReport): string {
  if (report.findings.length === 0) return `No findings. ${prose(summaryLine(report))}\n`;
  const rows = report.findings.map((finding) => [
    finding.waivedBy === undefined ? finding.severity : `waived (${prose(finding.waivedBy)})`,
    code(finding.rule),
    code(`${finding.file}:${finding.line}`),
    `${prose(finding.message)}${finding.stack === undefined ? '' : ` (${[finding.stack, finding.resource].flatMap((name) => (name === undefined ? [] : [code(name)])).join(' ')})`}`,
    prose(finding.fix),
  ]);
  return [...table(['severity', 'rule', 'where', 'finding', 'fix'], rows), '', prose(summaryLine(report)), ''].join('\n');
}
