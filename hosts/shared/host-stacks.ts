import type { Construct } from 'constructs';
import { mayServe } from '../../derived/stored-weights.js';
import type { StackContext } from '../../stacks/context.js';
import type { Host, HostKey } from '../schemas.js';
import { hostsOf } from '../select.js';

/** Makes the stacks of a kind of host. Between stacks, the order of deployment is in stacks/order.ts. */
export interface HostStacks<H> {
  /** Those of one host. */
  host(app: Construct, context: StackContext, id: string, host: H): void;
  /** Those that all hosts of the kind share, once. */
  shared(app: Construct, context: StackContext): void;
}

/** Nothing to make: an API of the account to call, or a kind that is not provisioned (see its traits). */
export const noStacks: HostStacks<unknown> = { host: () => undefined, shared: () => undefined };

/** Makes the stacks of one kind, by id: of hosts whose weights are stored, for the others would start without them. */
export function makeStacks(app: Construct, context: StackContext, key: HostKey, stacks: HostStacks<Host>): void {
  for (const [id, host] of hostsOf(context.topology, key)) if (mayServe(context.topology, context.outputs, id, host)) stacks.host(app, context, id, host);
  stacks.shared(app, context);
}
