import { isDefault } from '../../catalogue/arguments/defaults.js';
import { reviewedShape } from '../../catalogue/arguments/read.js';
import { passesData } from '../../catalogue/asked.js';
import { rowOf } from '../../catalogue/rows.js';
import { type Addition, isExtended } from '../../derived/extensions.js';
import { type Subject, subjectsOf } from '../../evidence/arguments/subjects.js';
import { type Unreviewed, unreviewedIn, withoutNumbers } from '../../evidence/arguments/unreviewed.js';
import { isAdditional } from '../../evidence/presence/additional.js';
import type { Rule, Violation } from '../rule.js';

type ArgumentAddition = Extract<Addition, { kind: 'argument' }>;

export const rule: Rule = {
  id: 'state/unreviewed-argument',
  severity: 'error',
  title: 'Resources have the arguments that were reviewed, and no others.',
  why: 'Rules judge the arguments that they know. A replica, an export, a trigger, an endpoint or a switch that nobody has looked at passes all of them, and so does a protection that is no longer there.',
  fix: 'Take the argument out. If the code has to emit it, run "npm run accept", and let the owners of catalogue/arguments/ review what it changes there. What your organisation adds, declare in extensions.',
  source: 'docs/adr/0074-arguments-are-a-closed-world.md',

  *stack(stack, { topology, outputs, asOf }) {
    const extended = (addition: Pick<ArgumentAddition, 'type' | 'value'>) => isExtended(topology, asOf, { kind: 'argument', ...addition, stack: stack.name });
    for (const subject of subjectsOf(stack)) {
      const { resource, name } = subject;
      const declared = resource !== undefined && isExtended(topology, asOf, { kind: 'type', value: name, stack: stack.name });
      if (declared && isAdditional(topology, outputs, resource)) continue;
      const place = resource === undefined ? { path: stack.origin, stack } : { path: resource.origin, resource };
      for (const message of problemsOf(subject, (value) => extended({ type: name, value }))) yield { ...place, ...gravity(subject), message };
    }
  },
};

function* problemsOf({ name, label, value }: Subject, isAllowed: (argument: string) => boolean): Iterable<string> {
  const shape = reviewedShape(name);
  if (shape === undefined) {
    // Of a type without a row, state/unreviewed-type speaks.
    if (rowOf(name) !== undefined || name.includes(' ')) yield `${label} is of a kind that no reviewed topology emits, so none of its arguments was reviewed.`;
    return;
  }
  for (const difference of unreviewedIn(value, shape)) {
    if (difference.kind === 'unknown' && isDefault(name, difference.argument, value[difference.argument])) continue;
    const beside = difference.kind === 'unknown' ? difference.within : difference.kind === 'value' ? [withoutNumbers(difference.argument)] : [];
    // An extension names an argument, or a block with everything inside.
    const isDeclared = beside.length > 0 && beside.every((argument) => beginnings(argument).some(isAllowed));
    if (!isDeclared) yield `${label} ${words(difference)}`;
  }
}

/** `a`, `a.b` and `a.b.c` of `a.b.c`. */
function beginnings(argument: string): string[] {
  const names = argument.split('.');
  return names.map((_, index) => names.slice(0, index + 1).join('.'));
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
