/** What turns a year's tokens into a peak. Source: demand.yaml. */
import { type Row, table } from './read.js';

type Curve = Row<'demand', 'curves'>;

/** How a load is spread over a week. */
export function demandCurve(curve: string): Curve {
  const row = table('demand', 'curves').find((one) => one.curve === curve);
  if (row === undefined) throw new Error(`facts/demand.yaml has no curve ${curve}`);
  return row;
}

type Planning = Row<'demand', 'planning'>['key'];

function planning(key: Planning): number {
  const row = table('demand', 'planning').find((one) => one.key === key);
  if (row === undefined) throw new Error(`facts/demand.yaml has no ${key}`);
  return row.value;
}

/** Room above a forecast peak. */
export const peakMargin = (): number => planning('peakMargin');

/** Part of a price that an offer has to be below it to be worth a move. */
export const materialSaving = (): number => planning('materialSaving');
