import { crowdedStacks } from '../../derived/crowded-stacks.js';
import { missingGrant } from '../../derived/granted-limit.js';
import { needsOf } from '../../derived/needs-of-topology.js';
import { counted } from '../../evidence/limits/counted.js';
import type { EmittedAmount } from '../../evidence/limits/emitted-amount.js';
import { ofResource, ofStack } from '../../evidence/limits/measured.js';
import { summed } from '../../evidence/limits/summed.js';
import type { SynthesizedStack } from '../../evidence/synthesized/stack.js';
import type { Rule, RuleContext, Violations } from '../rule.js';

export const rule: Rule = {
  id: 'capacity/service-limits',
  severity: 'error',
  title: 'Stacks, policies, user data, metadata, accounts, projects and subscriptions stay within the limits of the services.',
  why: 'CloudFormation, IAM, EC2, Google Cloud and Azure refuse what is too large or one too many at deployment, some of it after other stacks have changed. Most of these limits are not raised for anybody.',
  fix: 'Divide the topology, or move workloads to a stack with room by their field part. For a quota that can be raised, record an approval of kind quota with the subject that the finding names and the limit that was granted.',
  source: 'facts/limits.yaml',

  *topology(context) {
    yield* crowdedStacks(context.topology);
    for (const amount of needsOf(context.topology)) yield* beyond(amount, context);
  },

  *stack(stack, context) {
    for (const amount of ofStack(stack, context.topology)) yield* beyond(amount, context);
  },

  *resource(resource, context) {
    for (const amount of ofResource(resource, context.topology)) yield* untold(amount, context);
  },

  aws: together,
  terraform: together,
};

/** What all stacks of an application add up to. */
function* together(stacks: readonly SynthesizedStack[], context: RuleContext): Violations {
  for (const amount of [...counted(stacks, context.topology), ...summed(stacks, context.topology)]) yield* untold(amount, context);
}

/** What is a finding of the topology alone is not told again of what it synthesizes to. A limit that was raised far enough for it is. */
function* untold(amount: EmittedAmount, context: RuleContext): Violations {
  if (!toldBy(context).has(amount.subject)) yield* beyond(amount, context);
}

const told = new WeakMap<RuleContext, ReadonlySet<string>>();

function toldBy(context: RuleContext): ReadonlySet<string> {
  const known = told.get(context);
  if (known !== undefined) return known;
  const subjects = new Set([...needsOf(context.topology)].filter((amount) => [...beyond(amount, context)].length > 0).map(({ subject }) => subject));
  told.set(context, subjects);
  return subjects;
}

/** The finding about an amount: none when it fits, or when the provider has raised the limit that far. */
function* beyond({ limit, found, holder, subject, ...place }: EmittedAmount, { topology, asOf }: RuleContext): Violations {
  const { what, most, raisable, instead } = limit;
  if (found <= most) return;
  if (!raisable) {
    yield { ...place, message: `${holder} has ${numbered(found)} ${what}. Allowed: ${most}.`, fix: `This limit is not raised for anybody. ${instead}` };
    return;
  }
  const missing = missingGrant(topology, [subject], found, asOf);
  if (missing === undefined) return;
  yield {
    ...place,
    message: `${holder} has ${numbered(found)} ${what}. Allowed unless raised: ${most}; as of ${asOf}, ${missing}.`,
    fix: `Ask the provider for at least ${numbered(found)}, then record an approval of kind quota with subject ${subject} and the limit that was granted. Or: ${instead}`,
  };
}

function numbered(found: number): string {
  return Number.isFinite(found) ? String(found) : 'an unknown number of';
}
