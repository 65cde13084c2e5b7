import type { Presence } from './host-traits.js';
import type { StackKind } from './stack-kinds.js';

/** Whether any workload names a host, in its route or as its guard. */
export function calledIn(stack: StackKind): Presence<unknown> {
  return {
    stack,
    reason: 'callers',
    holds: ({ workloads }, { id }) => Object.values(workloads).some(({ route, guard }) => guard === id || route.includes(id)),
  };
}

/** Whether the guardrail of a host is made with it, and no one of before is named. */
export function ownGuardrail(stack: StackKind): Presence<unknown> {
  return { stack, reason: 'a guardrail that is made here', holds: ({ existing }, { id }) => existing.guardrails[id] === undefined };
}
