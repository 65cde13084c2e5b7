import { missingGrant } from '../../derived/granted-limit.js';
import type { ServiceLimit } from '../../facts/limits.js';
import type { RuleContext, Violation } from '../rule.js';

/** How much of something there is, and the limit that it is held to. */
export interface Amount extends Pick<Violation, 'path' | 'resource' | 'stack'> {
  readonly limit: ServiceLimit;
  readonly found: number;
  /** Who has it, as the subject of a sentence: `AWS account prod`. */
  readonly holder: string;
  /** What an approval of a raised limit names: a topology path and the limit. */
  readonly subject: string;
}

/** The finding about an amount: none when it fits, or when the provider has raised the limit that far. */
export function* beyond({ limit, found, holder, subject, ...place }: Amount, { topology, asOf }: RuleContext): Iterable<Violation> {
  const { what, most, raisable, instead } = limit;
  if (found <= most) return;
  if (!raisable) {
    yield { ...place, message: `${holder} has ${found} ${what}. Allowed: ${most}.`, fix: `This limit is not raised for anybody. ${instead}` };
    return;
  }
  const missing = missingGrant(topology, [subject], found, asOf);
  if (missing === undefined) return;
  yield {
    ...place,
    message: `${holder} has ${found} ${what}. Allowed unless raised: ${most}; as of ${asOf}, ${missing}.`,
    fix: `Ask the provider for at least ${found}, then record an approval of kind quota with subject ${subject} and the limit that was granted. Or: ${instead}`,
  };
}
