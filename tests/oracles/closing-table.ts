import type { Verdict } from './tools.js';

/** How one oracle ended. */
export interface Outcome {
  readonly oracle: string;
  readonly verdict: Verdict;
  readonly seconds: number;
}

/** Every oracle, what it judged and did not, its findings and its time: one line each, columns aligned. */
export function closingTable(outcomes: readonly Outcome[]): string[] {
  const rows = outcomes.map(({ oracle, verdict, seconds }) => [
    oracle,
    verdict.judged === '' ? '-' : String(verdict.findings.length),
    `${Math.round(seconds)} s`,
    [...(verdict.judged === '' ? [] : [verdict.judged]), ...(verdict.skipped === undefined ? [] : [`skipped: ${verdict.skipped}`])].join('; '),
  ]);
  const all = [['oracle', 'findings', 'time', 'judged'], ...rows];
  const width = (column: number) => Math.max(...all.map((row) => row[column]?.length ?? 0));
  return all.map(([oracle = '', findings = '', time = '', judged = '']) =>
    [oracle.padEnd(width(0)), findings.padStart(width(1)), time.padStart(width(2)), judged].join('  '),
  );
}

/** 0 when nothing was found; with `strict`, only when nothing was skipped either, not even in part. */
export function exitCode(outcomes: readonly Outcome[], strict: boolean): 0 | 1 {
  const fails = ({ verdict }: Outcome) => verdict.findings.length > 0 || (strict && verdict.skipped !== undefined);
  return outcomes.some(fails) ? 1 : 0;
}
