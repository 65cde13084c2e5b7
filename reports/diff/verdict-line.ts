import type { DiffReport } from '../../diff/compare.js';
import { countFindings } from '../../policy/finding.js';
import { count } from '../markdown-text.js';

const actionWords: readonly (readonly [action: string, word: string])[] = [
  ['delete', 'deleted'],
  ['replace', 'replaced'],
  ['may-replace', 'may be replaced'],
  ['forget', 'let go'],
  ['move', 'moved'],
  ['import', 'adopted'],
  ['update', 'changed'],
  ['create', 'created'],
  ['folded', 'folded'],
];

const riskWords = { 'data-loss': 'data loss', high: 'high', medium: 'medium', low: 'low', none: 'none' } as const;

/** The whole comparison in one line: how risky, what changes where, whether the rules pass, what it costs, who approves. */
export function verdictLine(report: DiffReport): string {
  const { verdict } = report;
  if (verdict.empty) return `No changes · policy ${policyWords(report)}`;
  return [`Risk: ${riskWords[verdict.risk]}`, countWords(report), `policy ${policyWords(report)}`, costWords(report), approvalWords(report)].join(' · ');
}

function countWords({ verdict: { counts } }: DiffReport): string {
  const clouds = Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1));
  if (clouds.length === 0) return 'no resource changes';
  return clouds
    .map(
      ([cloud, own]) =>
        `${cloud}: ${actionWords
          .filter(([action]) => own[action] !== undefined)
          .map(([action, word]) => `${own[action]} ${word}`)
          .join(', ')}`,
    )
    .join(' · ');
}

function policyWords({ verdict, posture, headFindings }: DiffReport): string {
  if (verdict.policy === 'unknown') return 'not judged (no topology)';
  const { fatal, error } = countFindings(headFindings);
  const delta = posture.introduced.length + posture.resolved.length === 0 ? '' : ` (${posture.introduced.length} new, ${posture.resolved.length} resolved)`;
  return verdict.policy === 'passed' ? `passed${delta}` : `REFUSED: ${fatal} fatal, ${count(error, 'error')}${delta}`;
}

function costWords({ cost }: DiffReport): string {
  if (cost.rows.length === 0) return 'declared cost unchanged';
  if (cost.usdPerMonth === null) return 'declared cost changes, price unknown';
  return `${money(cost.usdPerMonth)} USD a month of declared capacity`;
}

function approvalWords({ verdict: { approvals } }: DiffReport): string {
  return approvals.length === 0 ? 'no approvals needed' : `approvals: ${approvals.map(({ area }) => area).join(', ')}`;
}

export function money(usd: number): string {
  return `${usd > 0 ? '+' : usd < 0 ? '−' : '±'}${Math.abs(usd).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}
