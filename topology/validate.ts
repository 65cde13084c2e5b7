import type { z } from 'zod';
import type { PathSegment, SourceDocument } from './document.js';
import { InputError, type Problem } from './error.js';
import { type Fault, faultText } from './fault-text.js';
import { describedBy } from './fields/described.js';
import { anchorOf, fieldAt } from './fields/forms.js';
import { dotted, mostProblems } from './path-text.js';
import { didYouMean, nearest } from './suggest.js';

/** Parses a document's data by a schema; on failure throws every problem at once, each at its place in the file. `reference` is the page that explains its fields. */
export function validate<T extends z.ZodType>(schema: T, source: SourceDocument, reference?: string): z.output<T> {
  const result = schema.safeParse(source.data, { reportInput: true });
  if (result.success) return result.data;
  const issues = result.error.issues.flatMap(ofForm);
  const problems = issues.slice(0, mostProblems).flatMap((issue) => problemsOf(issue, schema, source, reference));
  // A value can fail several tests; the first says enough.
  const distinct = withoutMisspelt([...new Map(problems.toReversed().map((problem) => [problem.path, problem])).values()].toReversed());
  throw new InputError(issues.length > mostProblems ? [...distinct, { message: `${issues.length - mostProblems} more problems` }] : distinct);
}

/** Of a value that is `none` or a mapping: what is wrong in the mapping that was written, not that it is neither. */
function ofForm(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const [inside = [], ...others] = issue.errors.filter((branch) => branch.every(({ path, code }) => path.length > 0 || code === 'unrecognized_keys'));
  if (inside.length === 0 || others.length > 0) return [issue];
  return inside.flatMap((nested) => ofForm({ ...nested, path: [...issue.path, ...nested.path] } as z.core.$ZodIssue));
}

/** A key that is there misspelt is one fault: the message of the unknown key names the one that is missing. */
function withoutMisspelt(problems: readonly SchemaProblem[]): Problem[] {
  const meant = new Set(problems.flatMap(({ meant }) => meant ?? []));
  return problems
    .filter(({ path = '', missing }) => missing !== true || !meant.has(path))
    .map(({ message, location, path }) => ({ message, ...(location && { location }), ...(path !== undefined && { path }) }));
}

interface SchemaProblem extends Problem {
  /** Path that an unknown key may have meant. */
  readonly meant?: string;
  readonly missing?: boolean;
}

function problemsOf(issue: z.core.$ZodIssue, schema: z.ZodType, source: SourceDocument, reference: string | undefined): SchemaProblem[] {
  const path = issue.path as PathSegment[];
  const found = fieldAt(describedBy(schema), path, source.data);
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(found?.field.properties ?? {});
    return issue.keys.slice(0, mostProblems).map((key) => ({
      message: `${dotted([...path, key])}: unknown key.${didYouMean(key, known)}${known.length > 0 ? ` Allowed: ${known.join(', ')}.` : ''}`,
      location: source.locateKey([...path, key]),
      path: dotted([...path, key]),
      meant: dotted([...path, nearest(key, known) ?? key]),
    }));
  }
  if (issue.code === 'invalid_key') {
    const detail = issue.issues[0]?.message ?? issue.message;
    return [
      {
        message: `${dotted(path)}: not a usable name. Allowed: ${detail}.${usable(String(path.at(-1)))}`,
        location: source.locateKey(path),
        path: dotted(path),
      },
    ];
  }
  const received = valueAt(source.data, path);
  const fault: Fault = {
    issue,
    name: path.at(-1),
    received,
    ...(typeof received === 'object' ? {} : { written: source.written(path) }),
    ...(found && { field: found.field }),
    ...(found && found.names.length > 0 && reference !== undefined && { page: `${reference}#${anchorOf(found)}` }),
  };
  return [
    {
      message: `${dotted(path) || 'the topology'}: ${faultText(fault)}`,
      location: received === undefined ? source.locateKey(path) : source.locate(path),
      path: dotted(path),
      missing: received === undefined,
    },
  ];
}

/** The name as it could be used, where that is a matter of letters. */
function usable(name: string): string {
  const id = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return id !== name && /^[a-z][a-z0-9-]{0,18}$/.test(id) ? ` Write for example ${id}.` : '';
}

function valueAt(data: unknown, path: readonly PathSegment[]): unknown {
  return path.reduce<unknown>((value, part) => (value === null || typeof value !== 'object' ? undefined : (value as Record<PathSegment, unknown>)[part]), data);
}
