import { aspects, type Row } from './row.js';
import { rowOf } from './rows.js';

/** What has no answer for a type: its whole row, some aspects of it, or nothing. The compiler wants whole rows; this holds without it. */
export function unanswered(type: string, row: Partial<Row> | undefined = rowOf(type)): 'row' | readonly (keyof Row)[] {
  return row === undefined ? 'row' : aspects.filter((aspect) => row[aspect] === undefined);
}
