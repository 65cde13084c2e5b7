/** What turns a year's tokens into a peak. Source: demand.yaml. */
import { type Row, table } from './read.js';

type Curve = Row<'demand', 'curves'>;

/** How a load is spread over a week. */
export function demandCurve(curve: string): Curve {
  const row = table('demand', 'curves').find((one) => one.curve === curve);
  if (row === undefined) throw new Error(`facts/demand.yaml has no curve ${curve}`);
  return row;
}

/** Room above a forecast peak. */
export function peakMargin(): number {
  const row = table('demand', 'planning').find(({ key }) => key === 'peakMargin');
  if (row === undefined) throw new Error('facts/demand.yaml has no peakMargin');
  return row.value;
}
