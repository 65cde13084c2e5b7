import { countFindings } from '../policy/finding.js';
import type { FindingsReport } from './findings-text.js';

/** The machine's view; its shape is a contract (see the README). */
export function findingsJson(report: FindingsReport): string {
  return JSON.stringify(
    { topology: report.topology, asOf: report.asOf, judged: report.judged, findings: report.findings, counts: countFindings(report.findings) },
    null,
    2,
  );
}
