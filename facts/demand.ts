/** What turns a year's tokens into a peak, and published throughput into what is planned with. Source: demand.yaml. */
import { table } from './read.js';

/** Busiest minute of a load curve over the mean of its year. */
export function peakToMean(curve: string): number {
  const row = table('demand', 'curves').find((one) => one.curve === curve);
  if (row === undefined) throw new Error(`facts/demand.yaml has no curve ${curve}`);
  return row.peakToMean;
}

/** Part of an offline maximum that is left under a latency objective. */
export function sloShare(): number {
  const row = table('demand', 'planning').find(({ key }) => key === 'sloShare');
  if (row === undefined) throw new Error('facts/demand.yaml has no sloShare');
  return row.value;
}
