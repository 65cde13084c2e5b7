import type { Outputs } from '../../topology/outputs.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { StackKind } from './stack-kinds.js';

/** A host, and one of its stacks. */
export interface PresentHost<H> {
  readonly topology: Topology;
  readonly outputs: Outputs;
  readonly id: string;
  readonly host: H;
  /** Whether the stack is the first of those that hold something of its workloads. */
  readonly first: boolean;
  /** Images of the agents that the organisation runs on its nodes. */
  readonly agents: readonly string[];
}

/** Something that a topology decides about what is in the stacks of a host: in those of one kind, or in all of its own. */
export interface HostQuestion<H, Answer> {
  readonly in: StackKind | 'all its stacks';
  ask(place: PresentHost<H>): Answer;
}

/**
 * What decides which resources the stacks of a kind of host have, and how many. The tables of reviewed resources name each question
 * (catalogue/resources/); what every host is asked is in derived/presence/.
 */
export interface HostPresence<H> {
  readonly conditions: Readonly<Record<string, HostQuestion<H, boolean>>>;
  readonly numbers: Readonly<Record<string, HostQuestion<H, number>>>;
}

/** A kind whose stacks have the same resources for every host, or that has none. */
export const alwaysTheSame: HostPresence<unknown> = { conditions: {}, numbers: {} };

/** Questions about stacks of one kind. */
export function asked<H, Answer>(
  stacks: HostQuestion<H, Answer>['in'],
  questions: Readonly<Record<string, (place: PresentHost<H>) => Answer>>,
): Readonly<Record<string, HostQuestion<H, Answer>>> {
  return Object.fromEntries(Object.entries(questions).map(([name, ask]) => [name, { in: stacks, ask }]));
}
