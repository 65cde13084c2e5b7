/** What turns a year's tokens into a peak, and published throughput into what is planned with. Source: demand.yaml. */
import { type Fact, table } from './read.js';

/** Busiest minute of a load curve over the mean of its year. */
export function peakToMean(curve: string): number {
  const row = table<Fact & { readonly curve: string; readonly peakToMean: number }>('demand', 'curves').find((one) => one.curve === curve);
  if (row === undefined) throw new Error(`facts/demand.yaml has no curve ${curve}`);
  return row.peakToMean;
}

/** Part of an offline maximum that is left under a latency objective. */
export function sloShare(): number {
  const row = table<Fact & { readonly key: string; readonly value: number }>('demand', 'planning').find(({ key }) => key === 'sloShare');
  if (row === undefined) throw new Error('facts/demand.yaml has no sloShare');
  return row.value;
}
