import type { Host } from '../../hosts/schemas.js';
import { traitsOf } from '../../hosts/traits.js';
import type { Flow } from '../capacity/flow.js';
import { runningReplicas } from '../capacity/replicas.js';

/** Nodes or replicas of a host that are paid for in the mean; `unknown` where it is paid by the token, or nothing says what it carries. */
export function paidUnits(host: Host, served: readonly Flow[]): number | 'unknown' {
  const nodes = traitsOf(host).nodes(host);
  return nodes === 'none' ? runningReplicas(host, served) : nodes.count;
}
