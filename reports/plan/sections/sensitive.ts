import { dollars } from '../figures.js';
import type { PlanReport, PlanSection } from '../section.js';

/** What the answer becomes when one assumption is wrong. */
export function sensitiveSection({ sensitivities }: PlanReport): PlanSection {
  const signed = (usd: number) => `${usd < 0 ? '-' : '+'}${dollars(Math.abs(usd))}`;
  const rows = sensitivities.map(({ what, usdPerYear, change }) => [what, dollars(usdPerYear), signed(change)]);
  return { title: 'Sensitive to', table: { head: ['if', 'USD a year', 'change'], rows }, lines: [] };
}
