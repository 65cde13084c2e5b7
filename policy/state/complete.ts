import type { Cloud } from '../../clouds/cloud.js';
import { expectedStacks } from '../../derived/expected-stacks.js';
import type { SynthesizedStack } from '../../evidence/synthesized/stack.js';
import type { Rule, RuleContext, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'state/complete',
  severity: 'fatal',
  title: 'The output holds every stack that the topology asks for, and no other.',
  why: 'Rules judge the stacks that are there. A stack that was removed, renamed or never written passes every one of them, and with it its budgets, its policies or the host itself; a stack of another topology is deployed with the rest.',
  fix: 'Synthesize again, and judge the whole output: "npm run synth", then "npm run check -- --from-output".',
  source: 'docs/adr/0072-the-output-is-what-the-topology-synthesizes.md',

  *aws(stacks, context) {
    yield* differences(stacks, context, (cloud) => cloud === 'aws');
  },

  *terraform(stacks, context) {
    yield* differences(stacks, context, (cloud) => cloud !== 'aws');
  },
};

function* differences(stacks: readonly SynthesizedStack[], { topology, outputs }: RuleContext, judgedHere: (cloud: Cloud) => boolean): Iterable<Violation> {
  const expected = expectedStacks(topology, outputs).filter(({ cloud }) => judgedHere(cloud));
  const found = new Set(stacks.map(({ name }) => name));
  for (const { name, path } of expected)
    if (!found.has(name)) yield { path, message: `The output lacks ${name}, so what ${path} asks for is not deployed. Allowed: every stack of the topology.` };
  const known = new Set(expected.map(({ name }) => name));
  for (const stack of stacks)
    if (!known.has(stack.name))
      yield {
        path: 'name',
        stack,
        message: `The output holds ${stack.name}, which nothing in the topology asks for. Allowed: the stacks of this topology only.`,
      };
}
