import type { Approval } from '../topology/schema/approvals.js';
import type { Topology } from '../topology/schema/topology.js';
import { sortedEntries } from '../topology/views.js';

/** The approvals of a kind for one subject: the id of one in force on a day, or of one that is not. */
export function approvalOf(topology: Topology, kind: Approval['kind'], subject: string, asOf: string): { inForce?: string; lapsed?: string } {
  const matching = sortedEntries(topology.approvals).filter(([, approval]) => approval.kind === kind && approval.subject === subject);
  const inForce = matching.find(([, approval]) => approval.grantedOn <= asOf && asOf <= approval.expires)?.[0];
  const lapsed = matching[0]?.[0];
  return { ...(inForce !== undefined && { inForce }), ...(inForce === undefined && lapsed !== undefined && { lapsed }) };
}
