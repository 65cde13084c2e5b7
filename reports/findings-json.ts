import { countFindings } from '../policy/finding.js';
import type { FindingsReport } from './findings-text.js';

/** The machine's view; its shape is a contract (see the README). */
export function findingsJson({ topology, asOf, judged, notJudged, findings }: FindingsReport): string {
  return JSON.stringify({ topology, asOf, judged, ...(notJudged !== undefined && { notJudged }), findings, counts: countFindings(findings) }, null, 2);
}
