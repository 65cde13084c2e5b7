import { otherForms } from '../../../planner/cost/other-forms.js';
import { dollars } from '../figures.js';
import type { PlanReport, PlanSection } from '../section.js';

/** What tokens would cost in another form of the service that has them. */
export function otherFormsSection({ topology, plan }: PlanReport): PlanSection {
  const rows = otherForms(topology, plan).map(({ host, workload, form, now, usdPerYear, note }) => [
    host,
    workload,
    form,
    dollars(now),
    dollars(usdPerYear),
    note,
  ]);
  return { title: 'Tokens paid in another form, USD a year', table: { head: ['host', 'workload', 'form', 'now', 'then', 'note'], rows }, lines: [] };
}
