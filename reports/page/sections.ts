import type { Section } from './block.js';
import type { PageInput } from './input.js';
import { acceptableUseSection } from './sections/acceptable-use.js';
import { breakEvenSection } from './sections/break-even.js';
import { calendarSection } from './sections/calendar.js';
import { costSection } from './sections/cost.js';
import { evidenceSection } from './sections/evidence.js';
import { findingsSection } from './sections/findings.js';
import { loadSection } from './sections/load.js';
import { moneySection } from './sections/money.js';
import { residencySection } from './sections/residency.js';
import { summarySection } from './sections/summary.js';
import { topologySection } from './sections/topology.js';

const all = [
  summarySection,
  topologySection,
  costSection,
  moneySection,
  loadSection,
  breakEvenSection,
  residencySection,
  acceptableUseSection,
  calendarSection,
  findingsSection,
  evidenceSection,
];

/** Everything that a page says of one topology, in order. */
export function pageSections(input: PageInput): Section[] {
  return all.map((section) => section(input));
}
