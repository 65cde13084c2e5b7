import { InputError } from '../topology/error.js';
import type { Topology } from '../topology/schema/topology.js';

/** The day that dates are compared with: asked for, else an example's own, else today in UTC. Templates never depend on it. */
export function asOfDate(topology: Pick<Topology, 'asOf'>, asked: string | undefined): string {
  const day = asked ?? topology.asOf ?? new Date().toISOString().slice(0, 10);
  const parsed = new Date(`${day}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== day) {
    throw new InputError([{ message: `--as-of: received "${day}". Allowed: a calendar day, YYYY-MM-DD.` }]);
  }
  return day;
}
