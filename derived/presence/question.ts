import type { Host } from '../../hosts/schemas.js';
import type { StackKind } from '../../hosts/shared/stack-kinds.js';
import type { Outputs } from '../../topology/outputs.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { ExpectedStack } from '../expected-stacks.js';
import { type AccountView, googleAccounts } from '../google-accounts.js';
import { hostOfPath } from '../host-of-path.js';

/** Something that a topology decides about what is in a stack; undefined where a stack of that kind has no such thing. */
export type Question<Answer> = (topology: Topology, stack: ExpectedStack, outputs: Outputs) => Answer | undefined;
export type Questions<Answer> = Readonly<Record<string, Question<Answer>>>;

/** Asked of stacks of one kind alone. */
export function of<A>(kind: StackKind, ask: Question<A>): Question<A> {
  return (topology, stack, outputs) => (stack.kind === kind ? ask(topology, stack, outputs) : undefined);
}

/** Asked of the stores of weights, on every cloud. */
export function ofWeights<A>(ask: (topology: Topology) => A): Question<A> {
  return (topology, { kind }) => (kind === 'aws-weights' || kind === 'google-weights' || kind === 'azure-weights' ? ask(topology) : undefined);
}

/** Asked of the host that a stack is made for. */
export function ofHost<A>(ask: (id: string, host: Host, topology: Topology, outputs: Outputs) => A | undefined): Question<A> {
  return (topology, { path }, outputs) => {
    const found = hostOfPath(topology, path);
    return found === undefined ? undefined : ask(...found, topology, outputs);
  };
}

/** Asked of the Google account whose foundation a stack is. */
export function ofAccount<A>(ask: (view: AccountView, topology: Topology, outputs: Outputs) => A): Question<A> {
  return of('google-foundation', (topology, { account }, outputs) => {
    const view = googleAccounts(topology).find(({ alias }) => alias === account);
    return view === undefined ? undefined : ask(view, topology, outputs);
  });
}
