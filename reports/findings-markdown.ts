import { type FindingsReport, summaryLine } from './findings-text.js';

/** Findings as a table for a pull request. */
export function findingsMarkdown(report: FindingsReport): string {
  if (report.findings.length === 0) return `No findings. ${summaryLine(report)}\n`;
  const rows = report.findings.map((finding) =>
    [
      finding.waivedBy === undefined ? finding.severity : `waived (${finding.waivedBy})`,
      `\`${finding.rule}\``,
      `\`${finding.file}:${finding.line}\``,
      `${finding.message}${finding.stack === undefined ? '' : ` (\`${[finding.stack, finding.resource].filter(Boolean).join('` `')}\`)`}`,
      finding.fix,
    ]
      .map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' '))
      .join(' | '),
  );
  return [
    '| severity | rule | where | finding | fix |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row} |`),
    '',
    `${summaryLine(report)}`,
    '',
  ].join('\n');
}
