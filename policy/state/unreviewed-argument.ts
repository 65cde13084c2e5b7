import { reviewedShape } from '../../catalogue/arguments/read.js';
import { passesData } from '../../catalogue/asked.js';
import { rowOf } from '../../catalogue/rows.js';
import { type Subject, subjectsOf } from '../../evidence/arguments/subjects.js';
import { type Unreviewed, unreviewedIn } from '../../evidence/arguments/unreviewed.js';
import type { Rule, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'state/unreviewed-argument',
  severity: 'error',
  title: 'Resources have the arguments that were reviewed, and no others.',
  why: 'Rules judge the arguments that they know. A replica, an export, a trigger, an endpoint or a switch that nobody has looked at passes all of them, and so does a protection that is no longer there.',
  fix: 'Take the argument out. If the code has to emit it, run "npm run accept", and let the owners of catalogue/arguments/ review what it changes there.',
  source: 'docs/adr/0072-arguments-are-a-closed-world.md',

  *stack(stack) {
    for (const subject of subjectsOf(stack)) {
      const { resource } = subject;
      const place = resource === undefined ? { path: stack.origin, stack } : { path: resource.origin, resource };
      for (const message of problemsOf(subject)) yield { ...place, ...gravity(subject), message };
    }
  },
};

function* problemsOf({ name, label, value }: Subject): Iterable<string> {
  const shape = reviewedShape(name);
  if (shape === undefined) {
    // Of a type without a row, state/unreviewed-type speaks.
    if (rowOf(name) !== undefined || name.includes(' ')) yield `${label} is of a kind that no reviewed topology emits, so none of its arguments was reviewed.`;
    return;
  }
  for (const difference of unreviewedIn(value, shape)) yield `${label} ${words(difference)}`;
}

function words(difference: Unreviewed): string {
  switch (difference.kind) {
    case 'unknown':
      return `has ${difference.argument}, which was never reviewed. Allowed: the arguments in catalogue/arguments/.`;
    case 'absent':
      return `lacks ${difference.argument}, which every reviewed one has.`;
    case 'combination':
      return `has ${difference.found}${difference.argument === '' ? '' : ` in ${difference.argument}`}. Allowed together: ${difference.allowed}.`;
    case 'value':
      return `has ${difference.found} for ${difference.argument}. Allowed: ${difference.allowed}.`;
  }
}

/** Where data, credentials or grants pass, what is unknown cannot be waived. */
function gravity({ name }: Subject): Pick<Violation, 'severity'> {
  return name.includes(' ') || passesData(name) ? { severity: 'fatal' } : {};
}
