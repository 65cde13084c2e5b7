import { containersOf } from '../../evidence/containers/containers.js';
import { unscreened } from '../../evidence/guardrails/safeguard.js';
import { type Derived, underived } from '../../evidence/scripts/program.js';
import type { Problem } from '../../evidence/synthesized/problem.js';
import type { HostJudge, JudgedHost } from './host-judge.js';

/** A host without a safeguard of its own: the guard of its workloads, or an approval, has to cover it. */
export const unscreenedHost = () => unscreened('nothing screens it');

/** A host whose servers its provider runs: no container of its own may see what is sent there. */
export function* noServers({ stacks, extended }: Pick<JudgedHost<unknown>, 'stacks' | 'extended'>): Iterable<Problem> {
  for (const resource of stacks.flatMap(({ resources }) => resources)) {
    for (const { name } of containersOf(resource).filter((one) => !extended.container(one.name, one.image, resource.stack.name)))
      yield { resource, message: `${resource.id} runs ${name}. Allowed: no container; the provider runs the servers.` };
  }
}

/** A kind whose programs say the same for every host, or that has none. */
export const samePrograms = (): Derived => underived;

/** A kind without stacks of its own: there is nothing to compare. */
function* noStacks({ stacks, id }: JudgedHost<unknown>): Iterable<Problem> {
  for (const stack of stacks) yield { stack, message: `${stack.name} is made for ${id}. Allowed: no stack; this kind has none.` };
}

/** What kinds without a stack of their own have in common. */
export const stacklessHost: HostJudge<unknown> = {
  safeguard: unscreenedHost,
  filtered: () => 'none',
  servers: noServers,
  emitted: noStacks,
  oversteps: () => [],
  shares: 'none',
  machines: 'none',
  weights: 'none',
  speaks: 'unknown',
  answering: () => [],
  screening: () => [],
  grounding: () => [],
  recorded: () => [],
  programs: samePrograms,
};
