import { createHash } from 'node:crypto';
import type { SynthesizedStack } from '../../../evidence/synthesized/stack.js';
import type { Evidence } from '../../../policy/engine.js';
import type { Edit, Kind, Step } from './kind.js';

/** One mutation of one stack. */
export interface Mutation {
  readonly kind: Kind;
  readonly stack: SynthesizedStack;
  readonly edit: Edit;
}

/**
 * The mutations of a kind in what one topology synthesizes to: one for each type and property, at most `limit`. Which ones is drawn by digest, so that every
 * run and machine takes the same.
 */
export function chosen(kind: Kind, evidence: Evidence, limit: number): readonly Mutation[] {
  const drawn = [...(evidence.aws ?? []), ...(evidence.terraform ?? [])]
    .flatMap((stack) => [...kind.edits(stack)].map((edit) => ({ kind, stack, edit })))
    .map((mutation) => ({ mutation, lot: lotOf(mutation), shape: shapeOf(mutation) }))
    .sort((a, b) => (a.lot < b.lot ? -1 : 1));
  const shapes = new Set<string>();
  return drawn
    .filter(({ shape }) => !shapes.has(shape) && shapes.add(shape))
    .slice(0, limit)
    .map(({ mutation }) => mutation)
    .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
}

/** Stack and path of a mutation, as a reader finds it. */
export function placeOf({ stack, edit }: Mutation): string {
  return `${stack.name}: ${pathOf(edit.at)}`;
}

function pathOf(at: readonly Step[]): string {
  return at
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');
}

function lotOf({ kind, stack, edit }: Mutation): string {
  return createHash('sha256')
    .update(JSON.stringify([kind.name, stack.name, edit.at, String(edit.to), edit.facts]))
    .digest('hex');
}

function shapeOf({ stack, edit }: Mutation): string {
  const [, name, ...inner] = edit.at;
  const resource = stack.app === 'aws' ? stack.resources.find(({ id }) => edit.at[0] === 'Resources' && id === name) : undefined;
  const path = edit.at[0] === 'resource' ? [name, ...inner.slice(1)] : resource === undefined ? edit.at : [resource.type, ...inner];
  const whole = typeof edit.to === 'string' ? edit.to : String(JSON.stringify(edit.to));
  // Edits of a script differ somewhere inside it.
  const after = typeof edit.to === 'string' && whole.length > 400 ? createHash('sha256').update(whole).digest('hex') : whole.slice(0, 24);
  return JSON.stringify([path.map((step) => (typeof step === 'number' ? '*' : step)), after, edit.facts, edit.absent]);
}
