/** As which principal AWS services deliver, and what their requests carry. Source: publishers.yaml. */
import { type Row, table } from './read.js';

/** What is called: a service, or KMS for a message or object of that service. */
export type Called = Row<'publishers', 'publishers'>['to'];

/** Condition keys that requests of a service principal are known to carry; undefined when nothing is known of such a request. */
export function keysSent(principal: string, region: string, to: Called): readonly string[] | undefined {
  return table('publishers', 'publishers').find((row) => row.to === to && row.principal.replace('<region>', region) === principal)?.keys;
}
