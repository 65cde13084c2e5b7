/** What the gateway is made of and what its parts cost. Source: gateway.yaml. */
import { type Row, table } from './read.js';

/** Size of a task, and how busy scaling keeps it. */
export function gatewayTaskSize(): Row<'gateway', 'task'> {
  const [size] = table('gateway', 'task');
  if (size === undefined) throw new Error('facts/gateway.yaml has no row in `task`');
  return size;
}
