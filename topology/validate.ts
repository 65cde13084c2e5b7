import type { z } from 'zod';
import type { PathSegment, SourceDocument } from './document.js';
import { InputError, type Problem } from './error.js';
import { didYouMean } from './suggest.js';

type Issue = z.core.$ZodIssue;

/** More problems than a person mends in one go. */
export const mostProblems = 100;

/** Parses a document's data by a schema; on failure throws every problem at once, each at its place in the file. */
export function validate<T extends z.ZodType>(schema: T, source: SourceDocument): z.output<T> {
  const result = schema.safeParse(source.data, { reportInput: true });
  if (result.success) return result.data;
  const { issues } = result.error;
  const problems = issues.slice(0, mostProblems).flatMap((issue) => problemsOf(issue, schema, source));
  // A value can fail several tests; the first says enough.
  const distinct = [...new Map(problems.toReversed().map((problem) => [problem.path, problem])).values()].toReversed();
  throw new InputError(issues.length > mostProblems ? [...distinct, { message: `${issues.length - mostProblems} more problems` }] : distinct);
}

function problemsOf(issue: Issue, schema: z.ZodType, source: SourceDocument): Problem[] {
  const path = issue.path as PathSegment[];
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, path, source.data);
    return issue.keys.slice(0, mostProblems).map((key) => ({
      message: `${dotted([...path, key])}: unknown key.${didYouMean(key, known)}${known.length > 0 ? ` Allowed: ${known.join(', ')}.` : ''}`,
      location: source.locateKey([...path, key]),
      path: dotted([...path, key]),
    }));
  }
  if (issue.code === 'invalid_key') {
    const detail = issue.issues[0]?.message ?? issue.message;
    return [{ message: `${dotted(path)}: not a usable name. Allowed: ${detail}.`, location: source.locateKey(path), path: dotted(path) }];
  }
  const received = valueAt(source.data, path);
  return [
    {
      message: `${dotted(path) || 'the topology'}: ${describe(issue, received)}`,
      location: received === undefined ? source.locateKey(path) : source.locate(path),
      path: dotted(path),
    },
  ];
}

function describe(issue: Issue, received: unknown): string {
  if (received === undefined && issue.code !== 'custom') return `missing. Allowed: ${allowed(issue)}.`;
  const hint = issue.code === 'invalid_value' && typeof received === 'string' ? didYouMean(received, issue.values.map(String)) : '';
  return `received ${show(received)}. Allowed: ${allowed(issue)}.${hint}`;
}

function allowed(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_value':
      return issue.values.map((value) => String(value)).join(', ');
    case 'invalid_type':
      return issue.expected === 'record' || issue.expected === 'object' ? 'a mapping' : article(issue.expected);
    case 'too_big':
      return `at most ${issue.maximum}${unit(issue.origin)}`;
    case 'too_small':
      // A bound whose reason matters has words of its own.
      return issue.message.startsWith('Too small') ? `at least ${issue.minimum}${unit(issue.origin)}` : issue.message;
    case 'invalid_union':
      return discriminatorValues(issue);
    default:
      return issue.message.replace(/\.$/, '');
  }
}

function unit(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' ? ' entries' : '';
}

function discriminatorValues(issue: Issue): string {
  // A discriminator with a default is among the options as undefined.
  const options = ((issue as { options?: unknown[] }).options ?? []).filter((option) => option !== undefined);
  if (options.length > 0) return options.map(String).join(', ');
  const nested = (issue as { errors?: Issue[][] }).errors ?? [];
  return (
    nested
      .map((branch) => branch.map(allowed).join(' and '))
      .filter(Boolean)
      .join('; or ') || issue.message
  );
}

function article(type: string): string {
  const name = type === 'int' ? 'integer' : type === 'nan' ? 'number' : type;
  return /^[aeiou]/.test(name) ? `an ${name}` : `a ${name}`;
}

/** A value as it was written, shortened. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'number') return Number.isInteger(value) && Math.abs(value) > 1e15 ? value.toExponential() : String(value);
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 60 ? `${json.slice(0, 57)}…` : json;
}

export function dotted(path: readonly PathSegment[]): string {
  return path.reduce<string>((joined, part) => (typeof part === 'number' ? `${joined}[${part}]` : joined === '' ? part : `${joined}.${part}`), '');
}

function valueAt(data: unknown, path: readonly PathSegment[]): unknown {
  return path.reduce<unknown>((value, part) => (value === null || typeof value !== 'object' ? undefined : (value as Record<PathSegment, unknown>)[part]), data);
}

/** Walks a schema along a path to the object there and lists its keys, following a union by its discriminator. */
function knownKeys(schema: z.ZodType, path: readonly PathSegment[], data: unknown): string[] {
  let current = unwrap(schema, data);
  let value = data;
  for (const part of path) {
    value = valueAt(value, [part]);
    const def = current?._zod.def as { type: string; shape?: Record<string, z.ZodType>; valueType?: z.ZodType; element?: z.ZodType } | undefined;
    const next = def?.type === 'object' ? def.shape?.[part] : def?.type === 'record' ? def.valueType : def?.element;
    if (next === undefined) return [];
    current = unwrap(next, value);
  }
  const shape = (current?._zod.def as { shape?: Record<string, unknown> } | undefined)?.shape;
  return shape === undefined ? [] : Object.keys(shape);
}

function unwrap(schema: z.ZodType | undefined, value: unknown): z.ZodType | undefined {
  const def = schema?._zod.def as { type: string; innerType?: z.ZodType; options?: z.ZodType[]; discriminator?: string } | undefined;
  if (def?.innerType !== undefined) return unwrap(def.innerType, value);
  if (def?.type !== 'union' || def.options === undefined) return schema;
  const kind = def.discriminator === undefined ? undefined : valueAt(value, [def.discriminator]);
  // An option can be a union again, by another discriminator.
  const option = def.options.find(({ _zod: { propValues } }) => def.discriminator !== undefined && propValues?.[def.discriminator]?.has(kind as never));
  return unwrap(option, value);
}
