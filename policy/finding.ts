import type { Severity } from './severity.js';

/** A violation with its place in the file: what every report is made of. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** Topology path. */
  readonly path: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly stack?: string;
  readonly resource?: string;
  /** What a waiver names to silence this finding alone: the resource or stack, else the path; with a digest where several are alike. */
  readonly subject: string;
  readonly message: string;
  readonly fix: string;
  /** Owner of the waiver that silences it. */
  readonly waivedBy?: string;
}

export interface FindingCounts {
  readonly fatal: number;
  readonly error: number;
  readonly warning: number;
  readonly waived: number;
}

export function countFindings(findings: readonly Finding[]): FindingCounts {
  const open = (severity: Severity) => findings.filter((finding) => finding.severity === severity && finding.waivedBy === undefined).length;
  return {
    fatal: open('fatal'),
    error: open('error'),
    warning: open('warning'),
    waived: findings.filter((finding) => finding.waivedBy !== undefined).length,
  };
}

/** Whether findings refuse the topology: any open one that is more than a warning. */
export function refuses(findings: readonly Finding[]): boolean {
  const { fatal, error } = countFindings(findings);
  return fatal + error > 0;
}

const order: readonly Severity[] = ['fatal', 'error', 'warning'];

/** Worst first, then by rule, place and resource: the same findings always read the same. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const key = (finding: Finding) =>
    [
      order.indexOf(finding.severity),
      finding.rule,
      String(finding.line).padStart(6, '0'),
      finding.path,
      finding.stack ?? '',
      finding.resource ?? '',
      finding.message,
    ].join('\u0000');
  return [...findings].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
