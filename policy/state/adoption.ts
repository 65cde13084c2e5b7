import { expectedStacks } from '../../derived/expected-stacks.js';
import { blocks, type SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { pathOf } from '../../topology/path.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule, RuleContext, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'state/adoption',
  severity: 'error',
  title: 'What Terraform takes over or renames is in the module that the topology names, and nothing else is.',
  why: 'An import of a misspelt address stops the apply; one of a misspelt module is never made, and Terraform creates a second resource beside the one that should have been taken over. A block that no topology asks for puts somebody else’s resource under this state.',
  fix: 'Name the module as it is in cdktf.out/stacks, and the resource as it is in its cdk.tf.json.',
  source: 'Terraform language: import block, moved block',

  *topology({ topology, outputs }) {
    const known = expectedStacks(topology, outputs).filter(({ cloud }) => cloud !== 'aws');
    for (const [name] of sortedEntries(topology.terraform))
      if (!known.some((stack) => stack.name === name))
        yield {
          path: pathOf('terraform', name),
          message: `Nothing in the topology makes a module ${name}. Allowed: ${known.map((stack) => stack.name).join(', ') || 'none, for it has no module'}.`,
        };
  },

  *terraform(stacks, context) {
    for (const stack of stacks) yield* adopted(stack, context);
  },
};

function* adopted(stack: SynthesizedStack, { topology }: RuleContext): Iterable<Violation> {
  const declared = topology.terraform[stack.name] ?? { imports: {}, moved: {} };
  const path = topology.terraform[stack.name] === undefined ? stack.origin : pathOf('terraform', stack.name);
  const addresses = new Set(stack.resources.map(({ id }) => id));
  for (const to of [...Object.keys(declared.imports), ...Object.values(declared.moved)].sort())
    if (!addresses.has(to)) yield { path, stack, message: `${stack.name} has no resource ${to} to take over. Allowed: an address of its cdk.tf.json.` };
  const found = (kind: 'import' | 'moved', from: string, to: string) =>
    blocks(stack.document[kind])
      .map((block) => `${String(block[from])} ${String(block[to])}${Object.keys(block).length === 2 ? '' : ' with other arguments'}`)
      .sort();
  for (const [kind, is, wanted] of [
    ['import', found('import', 'to', 'id'), Object.entries(declared.imports).map((pair) => pair.join(' '))],
    ['moved', found('moved', 'from', 'to'), Object.entries(declared.moved).map((pair) => pair.join(' '))],
  ] as const)
    if (is.join('\n') !== [...wanted].sort().join('\n'))
      yield {
        path,
        stack,
        message: `${stack.name} has ${kind} blocks of ${is.join(', ') || 'nothing'}. Allowed: ${[...wanted].sort().join(', ') || 'none'}, as the topology says.`,
      };
}
