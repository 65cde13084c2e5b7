import type { GuardForm } from '../../forms/policy.js';
import { type Egress, EgressFailure } from '../egress.js';
import { Refusal, unavailable } from '../errors.js';
import { llamaGuard } from './llama-guard.js';
import { modelArmor } from './model-armor.js';
import { type Guard, NotUnderstood, type Verdict } from './verdict.js';

export function guardOf(form: GuardForm, egress: Egress): Guard {
  return form.kind === 'llama-guard' ? llamaGuard(form, egress) : modelArmor(form, egress);
}

/** Asks all guards at once. Throws a `Refusal` where one does not answer or is not understood: without a verdict nothing passes. */
export async function judge(guards: readonly Guard[], ask: (guard: Guard) => Promise<Verdict>): Promise<Verdict> {
  let verdicts: readonly Verdict[];
  try {
    verdicts = await Promise.all(guards.map(ask));
  } catch (error) {
    throw withoutVerdict(error);
  }
  const categories = verdicts.flatMap((verdict) => (verdict.safe ? [] : verdict.categories));
  return verdicts.every(({ safe }) => safe) ? { safe: true } : { safe: false, categories };
}

function withoutVerdict(error: unknown): unknown {
  if (error instanceof EgressFailure && (error.status === 400 || error.status === 413)) {
    return new Refusal(400, 'content_not_judged', 'The guard cannot judge this request. Allowed: what fits its context, in a form that it reads.', 'messages');
  }
  const down = error instanceof EgressFailure || error instanceof NotUnderstood;
  return down ? unavailable('guard_unavailable', 'The guard that judges prompts and answers gave no verdict.') : error;
}

/** What a caller gets instead of an answer to a prompt that was judged. */
export function promptRefused(categories: readonly string[]): Refusal {
  const found = categories.length === 0 ? '' : ` It found: ${categories.join(', ')}.`;
  return new Refusal(400, 'content_filter', `The guard of this model refused the messages.${found}`, 'messages');
}
