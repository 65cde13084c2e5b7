import { type ReviewedProgram, scriptTable } from '../../catalogue/scripts/read.js';
import type { Problem } from '../synthesized/problem.js';
import type { Resource, SynthesizedStack } from '../synthesized/stack.js';
import { type Derived, nameOf, type Program } from './program.js';
import { programsOf } from './programs.js';
import { digestOf, recognised } from './recognised.js';

/** A program that nobody reviewed, or one that is missing. */
export interface ScriptProblem extends Problem {
  readonly resource: Resource;
  /** Whether weights, prompts or credentials are in its hands, or may be. */
  readonly sensitive: boolean;
}

/** What a topology says of the programs of a stack. */
export interface ScriptContext {
  /** Kind of the stack; undefined for one that the topology does not have. */
  readonly kind: string | undefined;
  readonly derived: (resource: Resource, program: Program) => Derived;
  /** Whether an extension allows a further program, by its own digest. */
  readonly extended: (resource: Resource, program: Program, sha256: string) => boolean;
}

/** Programs of a stack that differ from those that were reviewed for its kind. */
export function* scriptProblems(stack: SynthesizedStack, context: ScriptContext): Iterable<ScriptProblem> {
  const reviewed = scriptTable()[context.kind ?? ''] ?? {};
  for (const resource of stack.resources) {
    const found = new Set<string>();
    for (const program of programsOf(resource)) {
      const derived = context.derived(resource, program);
      const name = nameOf(resource, { ...program, ...derived });
      found.add(name);
      const problem = programProblem(program, reviewed[name], derived, (sha256) => context.extended(resource, program, sha256));
      if (problem !== undefined)
        // What nobody reviewed may have anything in its hands.
        yield { resource, sensitive: reviewed[name]?.handles.length !== 0, message: `${placeOf(program)} of ${resource.id} ${problem}.` };
    }
    for (const [name, { sometimes, handles }] of Object.entries(reviewed)) {
      if (sometimes || !name.startsWith(`${resource.type} `) || found.has(name)) continue;
      yield { resource, sensitive: handles.length > 0, message: `${resource.id} lacks ${name.slice(resource.type.length + 1)}, which was reviewed.` };
    }
  }
}

function placeOf({ at, part }: Program): string {
  return part === '' ? at : `${at} (${part})`;
}

function programProblem(
  { text, unreadable }: Program,
  reviewed: ReviewedProgram | undefined,
  derived: Derived,
  extended: (sha256: string) => boolean,
): string | undefined {
  if (unreadable !== undefined) return unreadable;
  const own = digestOf(text);
  if (reviewed === undefined)
    return extended(own)
      ? undefined
      : `is a program that nobody reviewed: SHA-256 ${own}. Allowed: the programs of catalogue/scripts, and those of an extension`;
  const form = derived.form ?? 'only';
  const wanted = reviewed.digests[form];
  if (wanted === undefined) return `was reviewed as ${Object.keys(reviewed.digests).join(' and ')}, and not as ${form}`;
  const result = recognised(text, derived);
  if ('differs' in result) return result.differs;
  return result.sha256 === wanted ? undefined : `is not the program that was reviewed: SHA-256 ${result.sha256}. Allowed: ${wanted}`;
}
