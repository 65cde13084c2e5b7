import type { Approval } from '../topology/schema/approvals.js';
import type { Topology } from '../topology/schema/topology.js';
import { sortedEntries } from '../topology/views.js';

/** Items of the use policy that approvals of kind `acceptable-use` speak of for some subjects, and the approvals that once did. */
export interface ApprovedItems {
  /** Id of the approval that covers each. */
  readonly items: ReadonlyMap<string, string>;
  /** Ids of approvals for these subjects that do not count, each with the reason. */
  readonly dismissed: readonly string[];
}

/** An approval counts on a day if it is in force, and `valid` finds nothing against it. */
export function approvedItems(
  topology: Topology,
  subjects: readonly string[],
  asOf: string,
  valid: (approval: Approval) => string | undefined = () => undefined,
): ApprovedItems {
  const items = new Map<string, string>();
  const dismissed: string[] = [];
  for (const [id, approval] of sortedEntries(topology.approvals)) {
    if (approval.kind !== 'acceptable-use' || !subjects.includes(approval.subject)) continue;
    const problem =
      approval.grantedOn > asOf || asOf > approval.expires ? 'is not in force' : approval.items === undefined ? 'names no items' : valid(approval);
    if (problem !== undefined) dismissed.push(`approval ${id} ${problem}`);
    else for (const item of approval.items ?? []) if (!items.has(item)) items.set(item, id);
  }
  return { items, dismissed };
}
