import type { PlanReport, PlanSection } from './section.js';
import { billSection } from './sections/bill.js';
import { comparisonSection } from './sections/comparison.js';
import { doubtsSection } from './sections/doubts.js';
import { hostsSection } from './sections/hosts.js';
import { limitsSection } from './sections/limits.js';
import { otherFormsSection } from './sections/other-forms.js';
import { portfolioSection } from './sections/portfolio.js';
import { sensitiveSection } from './sections/sensitive.js';
import { totalsSection } from './sections/totals.js';
import { workloadsSection } from './sections/workloads.js';

const all = [
  billSection,
  comparisonSection,
  workloadsSection,
  hostsSection,
  limitsSection,
  totalsSection,
  sensitiveSection,
  otherFormsSection,
  portfolioSection,
  doubtsSection,
];

/** The parts of a plan's report, in order; those with nothing to say are left out. */
export function planSections(report: PlanReport): PlanSection[] {
  return all.map((section) => section(report)).filter(({ table, lines }) => (table?.rows.length ?? 0) + lines.length > 0);
}
