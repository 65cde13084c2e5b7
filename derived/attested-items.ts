import { daysBetween } from '../topology/day.js';
import { pathOf } from '../topology/path.js';
import type { Topology } from '../topology/schema/topology.js';
import { type ApprovedItems, approvedItems } from './approved-items.js';

/** Longest that an attestation is valid, in days. */
const longest = 365;

/** What was attested of one use of a version of the licence, or of every use of it, at most a year ago. */
export function attestedItems(topology: Topology, workload: string, version: string, asOf: string): ApprovedItems {
  const records = Object.entries(topology.licence.accepted).filter(([, accepted]) => accepted.version === version);
  const subjects = [pathOf('workloads', workload), ...records.map(([key]) => pathOf('licence', 'accepted', key))];
  return approvedItems(topology, subjects, asOf, ({ grantedOn }) => (daysBetween(grantedOn, asOf) > longest ? `is older than ${longest} days` : undefined));
}
