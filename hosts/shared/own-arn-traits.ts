import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';

/** How ARNs of a service begin in the account and region of a host on AWS. */
export function ownArn(topology: Topology, service: string, { account, region }: { readonly account: string; readonly region: string }): string {
  const { partition, id } = entity(topology.accounts.aws, account);
  return `arn:${partition}:${service}:${region}:${id}:`;
}
