import { type ReviewedResources, reviewedResources } from '../../catalogue/resources/read.js';
import { type ExpectedStack, expectedStacks } from '../../derived/expected-stacks.js';
import { extensionKind, isExtended } from '../../derived/extensions.js';
import { stackConditions } from '../../derived/presence/conditions.js';
import { stackNumbers } from '../../derived/presence/numbers.js';
import { tableKind } from '../../derived/presence/part.js';
import { type Counted, countedBy } from '../../evidence/presence/counted.js';
import { type Named, namedIn } from '../../evidence/presence/named.js';
import type { SynthesizedStack } from '../../evidence/synthesized/stack.js';
import type { Rule, RuleContext, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'state/resources',
  severity: 'error',
  title: 'A stack holds the resources that were reviewed for its kind, all of them and no others.',
  why: 'Rules judge the resources that are there. A budget, an alarm, a role or an endpoint that was removed breaks none of them, and neither does a second one that nobody asked for.',
  fix: 'Synthesize again. If the code has to emit it, run "npm run accept", and let the owners of catalogue/resources/ review what it changes there. What your organisation adds, declare in extensions.',
  source: 'docs/adr/0075-every-reviewed-resource-is-there.md',

  *aws(stacks, context) {
    yield* judged(stacks, context);
  },

  *terraform(stacks, context) {
    yield* judged(stacks, context);
  },
};

const own: ReadonlySet<string> = new Set(Object.values(extensionKind));

function* judged(stacks: readonly SynthesizedStack[], context: RuleContext): Iterable<Violation> {
  const expected = new Map(expectedStacks(context.topology, context.outputs).map((stack) => [stack.name, stack]));
  for (const stack of stacks) {
    const asked = expected.get(stack.name);
    // Of a stack that nothing asks for, state/complete speaks; what is in a stack of one's own, its extension says.
    if (asked === undefined || own.has(asked.kind)) continue;
    const kind = tableKind(asked);
    const table = reviewedResources(kind);
    if (table === undefined) {
      yield {
        path: stack.origin,
        stack,
        message: `${stack.name} is of kind ${kind}, whose resources were never reviewed. Allowed: the kinds in catalogue/resources/.`,
      };
      continue;
    }
    const counted = countedBy(table, namedIn(stack));
    for (const message of lacking(table, counted, asked, context)) yield { path: asked.path, stack, message: `${stack.name} ${message}` };
    yield* additional(counted, stack, context);
  }
}

function* lacking(table: ReviewedResources, { numbers }: Counted, asked: ExpectedStack, { topology, outputs }: RuleContext): Iterable<string> {
  const found = (name: string) => numbers.get(name) ?? 0;
  for (const name of table.always)
    if (found(name) !== 1) yield found(name) === 0 ? `lacks ${name}. Every stack of its kind has it.` : `has ${name} ${found(name)} times. Allowed: once.`;
  for (const [name, measure] of Object.entries(table.counted)) {
    const number = stackNumbers[measure]?.(topology, asked, outputs);
    if (found(name) !== number) yield `has ${found(name)} of ${name}. Allowed: ${number ?? 'none'}, one for each of its ${measure}.`;
  }
  for (const [condition, names] of Object.entries(table.where)) {
    const number = stackConditions[condition]?.(topology, asked, outputs) === true ? 1 : 0;
    for (const name of names)
      if (found(name) !== number)
        yield `has ${found(name)} of ${name}. Allowed: ${number}, since the topology ${number === 0 ? 'does not have' : 'has'} ${condition}.`;
  }
  for (const names of table.together) {
    const most = Math.max(...names.map(found));
    for (const name of names)
      if (found(name) < most) yield `has ${found(name)} of ${name} beside ${most} of ${names.find((other) => found(other) === most)}. Allowed: equally many.`;
  }
}

function* additional({ unknown }: Counted, stack: SynthesizedStack, { topology, asOf }: RuleContext): Iterable<Violation> {
  for (const { type, name, resource } of unknown) {
    if (isExtended(topology, asOf, { kind: 'type', value: type, stack: stack.name })) continue;
    const place = resource === undefined ? { path: stack.origin, stack } : { path: resource.origin, resource };
    yield { ...place, message: `${stack.name} has ${labelOf({ type, name })}, which no reviewed stack of its kind has.` };
  }
}

const labelOf = ({ type, name }: Named) => `${type} ${name}`;
