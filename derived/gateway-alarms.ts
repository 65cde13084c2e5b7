/** So many workloads of a zone are watched each by itself: two alarms for each, in a stack of 500 resources at most. */
const alone = 100;
/** As many metrics as one alarm may reckon with. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create-alarm-on-metric-math-expression.html */
const together = 10;

/** Workloads of a zone as its alarms watch them: each by itself, or ten together where there are too many for that. */
export function watchedTogether<W>(workloads: readonly W[]): W[][] {
  const size = workloads.length > alone ? together : 1;
  return Array.from({ length: Math.ceil(workloads.length / size) }, (_, group) => workloads.slice(group * size, (group + 1) * size));
}
