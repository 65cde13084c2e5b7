import type { Construct } from 'constructs';
import { mayServe } from '../../derived/stored-weights.js';
import type { StackContext } from '../../stacks/context.js';
import { type StackPart, stackPart } from '../../stacks/stack-part.js';
import type { Host, HostKey } from '../schemas.js';
import { hostsOf } from '../select.js';

/** Makes the stacks of a kind of host. Between stacks, the order of deployment is in stacks/order.ts. */
export interface HostStacks<H> {
  /** Those of one host. */
  host(app: Construct, context: StackContext, id: string, host: H): void;
  /** Those that all hosts of the kind share, once. */
  shared(app: Construct, context: StackContext): void;
}

/** Nothing to make: an API of the account to call. */
export const noStacks: HostStacks<unknown> = { host: () => undefined, shared: () => undefined };

/** The stacks of one kind, by id: of hosts whose weights are stored, for the others would start without them. */
export function stackParts({ topology, outputs }: StackContext, key: HostKey, stacks: HostStacks<Host>): StackPart[] {
  const ready = hostsOf(topology, key).filter(([id, host]) => mayServe(topology, outputs, id, host));
  return [
    ...ready.map(([id, host]) => stackPart(`host ${key}`, { id, host }, (app, context) => stacks.host(app, context, id, host))),
    stackPart(`shared by hosts ${key}`, {}, (app, context) => stacks.shared(app, context)),
  ];
}
