import { riskAreas } from '../../diff/approvals.js';
import type { DiffReport } from '../../diff/compare.js';
import { maskValue } from '../../evidence/secrets/mask.js';
import { countFindings } from '../../policy/finding.js';
import { verdictLine } from './verdict-line.js';

/** Raised when a field goes or changes its meaning; new fields do not raise it. */
export const diffSchemaVersion = 1;

/** The machine's view, always whole; its shape is a contract (docs/diff.md). */
export function diffJson(report: DiffReport, exitCode: number): string {
  const { headFindings, verdict, ...rest } = report;
  const whole = {
    schemaVersion: diffSchemaVersion,
    verdict: { line: verdictLine(report), exitCode, ...verdict, findings: countFindings(headFindings), usdPerMonth: report.cost.usdPerMonth },
    riskAreas: riskAreas.map(({ area, when }) => ({ area, when })),
    ...rest,
  };
  return `${JSON.stringify(maskValue(whole), null, 2)}\n`;
}
