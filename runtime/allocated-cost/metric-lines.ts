import type { CostJob, Outcome } from './job.js';

/**
 * Lines of CloudWatch's embedded metric format: what each workload costs in the month so far, and whether the run can be relied on. Written straight to
 * the output, because `console` puts a prefix before it and the metrics would not be found.
 */
export function metricLines({ namespace, rules: { topology } }: CostJob, { cost, coverage, faults }: Outcome, timestamp: number): string[] {
  const line = (dimensions: readonly string[], metrics: readonly { Name: string; Unit: string }[], values: Readonly<Record<string, unknown>>) =>
    `${JSON.stringify({ _aws: { Timestamp: timestamp, CloudWatchMetrics: [{ Namespace: namespace, Dimensions: [dimensions], Metrics: metrics }] }, Topology: topology, ...values })}\n`;
  return [
    ...Object.entries(cost).map(([workload, usd]) =>
      line(['Topology', 'Workload'], [{ Name: 'MonthToDate', Unit: 'None' }], { Workload: workload, MonthToDate: Math.round(usd * 100) / 100 }),
    ),
    line(
      ['Topology'],
      [
        { Name: 'Faults', Unit: 'Count' },
        { Name: 'Coverage', Unit: 'Percent' },
      ],
      { Faults: faults.length, Coverage: Math.round(coverage * 10_000) / 100, Why: faults },
    ),
  ];
}
