import { z } from 'zod';
import { daysBetween } from './day.js';
import type { SourceDocument } from './document.js';
import { InputError, type Location } from './error.js';
import { day, text } from './schema/primitives.js';
import { validate } from './validate.js';

const waiverSchema = z.strictObject({
  rule: z
    .string()
    .regex(/^[a-z-]+\/[a-z-]+$/, 'family/rule')
    .meta({ description: 'Rule that is silenced.', examples: ['tags/required'] }),
  path: text.meta({ description: 'Path of the finding, as reports print it.', examples: ['workloads.variable.costCentre'] }),
  subject: text.optional().meta({
    description: "The finding's own subject, as reports print it.",
    absent: 'the path: findings about resources are then not silenced',
    examples: ['acme-prod-aws-bedrock-us-bedrock/GuardrailKey'],
  }),
  owner: text.meta({ description: 'Who answers for the exception.', examples: ['finance'] }),
  reason: text.meta({ description: 'Why it is one.', examples: ['cost centre is created in January'] }),
  // A renewal keeps it, so that it bounds how long all of them together may last.
  granted: day.meta({ description: 'Day on which it was first granted. A renewal keeps it and names a later `expires`.', examples: ['2026-11-24'] }),
  expires: day.meta({ description: 'Last day on which it holds, at most a year after it was granted.', examples: ['2027-01-31'] }),
});

const waiversSchema = z.array(waiverSchema);

/** Silences one finding at one path until it expires. Fatal findings take none. */
export interface Waiver extends z.infer<typeof waiverSchema> {
  readonly location: Location;
}

/** A waiver lives at most a year: after that the exception is the design and belongs in it. */
export const longestDays = 365;

export function readWaivers(document: SourceDocument): Waiver[] {
  const waivers = validate(waiversSchema, document).map((waiver, index) => ({ ...waiver, location: document.locate([index]) }));
  const problems = waivers
    .filter((waiver) => daysBetween(waiver.granted, waiver.expires) > longestDays || daysBetween(waiver.granted, waiver.expires) <= 0)
    .map((waiver) => ({
      message: `waiver of ${waiver.rule}: runs from ${waiver.granted} to ${waiver.expires}. Allowed: 1 to ${longestDays} days.`,
      location: waiver.location,
    }));
  if (problems.length > 0) throw new InputError(problems);
  return waivers;
}
