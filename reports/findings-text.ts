import { styleText } from 'node:util';
import { countFindings, type Finding } from '../policy/finding.js';
import { visible } from '../topology/invisible.js';

export interface FindingsReport {
  /** Topology file as the user wrote it. */
  readonly topology: string;
  readonly asOf: string;
  readonly findings: readonly Finding[];
  /** What was judged: a synthesis; an output, compared with one; or an output without knowing whether the topology synthesizes to it. */
  readonly judged: 'synthesis' | 'output' | 'output by rules alone';
  /**
   * Outputs of a synthesis that were not among those that were named, such as `cdktf.out`: nothing is known of them.
   * @default - all were judged
   */
  readonly notJudged?: readonly string[];
}

const colours = { fatal: 'red', error: 'red', warning: 'yellow' } as const;

/** Findings for a terminal: place first, so that it can be clicked; then what was found, then how to mend it. */
export function findingsText(report: FindingsReport, colour: boolean): string {
  const paint = (style: Parameters<typeof styleText>[0], text: string) => (colour ? styleText(style, text, { validateStream: false }) : text);
  const lines = report.findings.flatMap((finding) => {
    const severity =
      finding.waivedBy === undefined ? paint(colours[finding.severity], finding.severity) : paint('dim', visible(`waived by ${finding.waivedBy}`));
    const where = finding.stack === undefined ? '' : `\n    in ${finding.stack}${finding.resource === undefined ? '' : `, ${finding.resource}`}`;
    return [
      `${visible(finding.file)}:${finding.line}:${finding.column}: ${severity} ${paint('bold', finding.rule)}`,
      visible(`    ${finding.path}: ${finding.message}${where}${digested(finding.subject)}`),
      visible(`    fix: ${finding.fix}`),
    ];
  });
  return [...lines, visible(summaryLine(report))].join('\n');
}

/** Without the digest a waiver could not name the finding; without one, the subject is what the line says. */
function digested(subject: string): string {
  return /#[0-9a-f]{8}$/.test(subject) ? `\n    subject: ${subject}` : '';
}

/** One line of counts, the last thing every report says. */
export function summaryLine({ topology, asOf, findings, judged, notJudged = [] }: FindingsReport): string {
  const counts = countFindings(findings);
  const parts = (['fatal', 'error', 'warning', 'waived'] as const).map((name) => `${counts[name]} ${name}`);
  const how = judged === 'output by rules alone' ? ', by rules alone (not compared with a synthesis)' : '';
  const others = notJudged.length === 0 ? '' : ` (${notJudged.join(' and ')} not judged)`;
  return `${topology}, as of ${asOf}${how}${others}: ${parts.join(', ')}`;
}
