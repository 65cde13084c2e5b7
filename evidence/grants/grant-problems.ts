import type { GrantForm } from '../../catalogue/grants/read.js';
import { isExtended } from '../../derived/extensions.js';
import type { Outputs } from '../../topology/outputs.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { Problem } from '../synthesized/problem.js';
import type { Resource, SynthesizedStack } from '../synthesized/stack.js';
import { type FormDifference, formDifferences, hasForm, isDue } from './form-match.js';
import { type GrantedUnit, grantedUnits } from './granted-units.js';
import { isGuard, mustBe } from './guards.js';
import { inReviewedBlocks } from './reviewed-blocks.js';
import { keyOf, type Reviewed, StackForms } from './reviewed-forms.js';

/** Where what the resources of a stack grant or refuse has no reviewed form, and which refusals are missing. */
export function* grantProblems(
  stack: SynthesizedStack,
  { topology, outputs, asOf }: { readonly topology: Topology; readonly outputs: Outputs; readonly asOf: string },
  judged: 'grants' | 'guards',
): Iterable<Problem> {
  const own = stack.resources.filter(({ type }) => isGuard(type) === (judged === 'guards'));
  const reviewed = new StackForms(topology, outputs, stack).expected();
  const granting = own.flatMap((resource) => {
    const listed = new Set((reviewed.get(keyOf(resource)) ?? []).flatMap(({ forms }) => Object.keys(forms)));
    const units = grantedUnits(inReviewedBlocks(resource, listed)).flatMap((unit) => {
      const rest = withoutExtended(unit, (value) => isExtended(topology, asOf, { kind: 'principal', value, stack: stack.name }));
      return rest === undefined ? [] : [rest];
    });
    return units.length === 0 ? [] : [{ resource, units }];
  });
  for (const { resource, units } of granting)
    yield* fewest((reviewed.get(keyOf(resource)) ?? [undefined]).map((one) => [...resourceProblems(resource, units, one)]));
  const present = new Set(granting.map(({ resource }) => keyOf(resource)));
  for (const [key, alternatives] of reviewed) {
    if (present.has(key) || isGuard(typeOf(key)) !== (judged === 'guards') || !alternatives.some((one) => isMissed(key, one))) continue;
    yield { message: `${key} is missing in ${stack.name}, and with it what it refuses.` };
  }
}

const typeOf = (key: string) => key.split(' ')[0] ?? '';
const fewest = <T>(lists: readonly (readonly T[])[]): readonly T[] => [...lists].sort((a, b) => a.length - b.length)[0] ?? [];

function isMissed(key: string, { sometimes, forms, values }: Reviewed): boolean {
  return Object.values(forms)
    .flat()
    .some((form) => refusing(key, form) && (!sometimes || isDue(form, values())));
}

/** Whether a unit has a form or, where topologies differ, one that takes its place: a refusal of the same actions that says no less of the topology. */
function isFound(form: GrantForm, found: ReadonlySet<GrantForm>): boolean {
  if (found.has(form)) return true;
  if (!form.sometimes || form.says['Action'] === undefined) return false;
  const actions = ({ says }: GrantForm) => JSON.stringify([says['Effect'], says['Action']]);
  const blanks = ({ says }: GrantForm) => JSON.stringify(says).split('<every ').length;
  return [...found].some((other) => actions(other) === actions(form) && blanks(other) >= blanks(form));
}

/** Whether the whole resource is missed for a form; a version alone refuses nothing. */
const refusing = (key: string, { says }: GrantForm) => isGuard(typeOf(key)) || says['Effect']?.includes('Deny') === true;

/** A unit without the principals that extensions allow; undefined when it admits nobody else. */
function withoutExtended(unit: GrantedUnit, extended: (principal: string) => boolean): GrantedUnit | undefined {
  const [path, principals] = Object.entries(unit.values).find(([name]) => principalPath.test(name)) ?? [];
  if (path === undefined || principals === undefined || unit.values['Effect']?.includes('Deny') === true) return unit;
  const rest = principals.filter((principal) => !extended(principal));
  if (rest.length === principals.length) return unit;
  return rest.length === 0 ? undefined : { ...unit, values: { ...unit.values, [path]: rest } };
}

const principalPath = /^(Principal\.AWS|members?|principal_id)$/;

function* resourceProblems(resource: Resource, units: readonly GrantedUnit[], reviewed: Reviewed | undefined): Iterable<Problem> {
  if (reviewed === undefined) {
    yield {
      resource,
      message: `${resource.id} grants or refuses something, and no ${keyOf(resource)} of ${resource.stack.name} was reviewed: ${summary(units[0])}.`,
    };
    return;
  }
  const values = reviewed.values();
  const found = new Set<GrantForm>();
  for (const unit of units) {
    const forms = reviewed.forms[unit.at] ?? [];
    const same = forms.find((form) => hasForm(unit, form, values));
    if (same !== undefined) found.add(same);
    else {
      const differences = closest(forms.map((form) => formDifferences(unit, form, values)));
      yield { resource, message: `${placeOf(resource, unit)} has no reviewed form: ${told(differences, unit)}.` };
    }
  }
  for (const [at, forms] of Object.entries(reviewed.forms)) {
    for (const form of forms) {
      if (isFound(form, found) || !mustBe(keyOf(resource), form.says) || (form.sometimes && !isDue(form, values))) continue;
      yield { resource, message: `${resource.id} lacks ${at === '' ? 'a part' : `a part of ${at}`}: ${summary({ at, values: form.says })}.` };
    }
  }
}

/** The form with the fewest differences; of those the one that this topology has most to say to. */
function closest(all: readonly (readonly FormDifference[])[]): readonly FormDifference[] | undefined {
  const blank = (differences: readonly FormDifference[]) => differences.filter(({ allowed }) => allowed.length === 0).length;
  return [...all].sort((a, b) => a.length - b.length || blank(a) - blank(b))[0];
}

function placeOf({ id }: Resource, { at, values }: GrantedUnit): string {
  const action = [values['Action'] ?? values['NotAction'] ?? []].flat()[0];
  return `${at === '' ? id : `${at} of ${id}`}${action === undefined ? '' : ` (${action}…)`}`;
}

/** What differs from the form that comes closest. */
function told(differences: readonly FormDifference[] | undefined, unit: GrantedUnit): string {
  if (differences === undefined) return summary(unit);
  return differences
    .map(({ path, received, allowed }) => `${path || 'it'} is ${listed(received) || 'absent'}; allowed: ${listed(allowed) || 'absent'}`)
    .join('. ');
}

function summary(unit: GrantedUnit | undefined): string {
  return Object.entries(unit?.values ?? {})
    .map(([path, texts]) => `${path} ${listed(texts)}`.trim())
    .join(', ');
}

function listed(texts: readonly string[]): string {
  const shown = texts.slice(0, 6).join(', ');
  return texts.length > 6 ? `${shown} and ${texts.length - 6} more` : shown;
}
