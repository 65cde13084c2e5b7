/** Parses a file of facts by its schema. Where that is done, and why not in every run: docs/adr/0070. */
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { type FactFileName, factFileNames, factRows, fileSchema } from './files.js';

/** Thrown with every problem, one per line. */
export class FactError extends Error {
  // What a bundle throws is of a class of its own: who catches it goes by the name.
  override readonly name = 'FactError';
}

type Path = readonly (string | number)[];

/** Every file of facts as JSON text by name; `texts` holds the YAML by name. Throws `FactError` with the problems of all of them. */
export function parseAllFacts(texts: Readonly<Record<string, string>>): Record<string, string> {
  const problems = factFileNames.filter((name) => texts[name] === undefined).map((name) => `facts/${name}.yaml: missing.`);
  const parsed = Object.entries(texts).flatMap(([name, yaml]) => {
    try {
      return [[name, JSON.stringify(parseFacts(name, yaml))] as const];
    } catch (error) {
      if (!(error instanceof FactError)) throw error;
      problems.push(error.message);
      return [];
    }
  });
  if (problems.length > 0) throw new FactError(problems.join('\n'));
  return Object.fromEntries(parsed);
}

/** The data of `<name>.yaml`; throws `FactError` with each problem at its line, and with what is allowed there. */
export function parseFacts(name: string, yaml: string): object {
  const file = `facts/${name}.yaml`;
  if (!isKnown(name)) throw new FactError(`${file}: no such file of facts. Allowed: ${factFileNames.join(', ')}; a new one needs facts/schema/${name}.ts.`);
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines });
  const [broken] = document.errors;
  if (broken !== undefined) throw new FactError(`${file}:${lines.linePos(broken.pos[0]).line}: ${broken.message.split('\n')[0]}`);
  const data = document.toJS() as Record<string, unknown>;

  const problem = (path: Path, message: string) => {
    const row = typeof path[1] === 'number' ? `${path[0]}, row ${path[1] + 1}${label(at(data, path.slice(0, 2)))}` : String(path[0] ?? 'the file');
    const column = path.slice(typeof path[1] === 'number' ? 2 : 1).join('.');
    return `${file}:${lineOf(path)}: ${row}${column === '' ? '' : `, ${column}`}: ${message}`;
  };
  const lineOf = (path: Path): number => {
    const node = document.getIn(path, true) as { range?: readonly number[] } | undefined;
    if (node?.range?.[0] !== undefined) return lines.linePos(node.range[0]).line;
    return path.length === 0 ? 1 : lineOf(path.slice(0, -1));
  };

  const result = fileSchema(name).safeParse(data, { reportInput: true });
  const problems = result.success
    ? unknownSources(data).map(([path, message]) => problem(path, message))
    : result.error.issues.flatMap((issue) => messages(issue, name).map(([path, message]) => problem(path, message)));
  if (problems.length > 0) throw new FactError(problems.join('\n'));
  return data;
}

function isKnown(name: string): name is FactFileName {
  return Object.hasOwn(factRows, name);
}

function messages(issue: z.core.$ZodIssue, name: FactFileName): (readonly [Path, string])[] {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [[...path, key], `unknown. Allowed: ${known(name, path).join(', ')}.`]);
  if (issue.input === undefined) return [[path, `missing. Allowed: ${allowed(issue)}.`]];
  return [[path, `received ${JSON.stringify(issue.input)}. Allowed: ${allowed(issue)}.`]];
}

/** Columns of the row at a path, or lists of the file. */
function known(name: FactFileName, path: Path): string[] {
  const rows: Readonly<Record<string, z.ZodObject>> = factRows[name];
  if (path.length === 0) return ['sources', ...Object.keys(rows)];
  const shape: Readonly<Record<string, unknown>> = path[0] === 'sources' ? { what: 1, where: 1, asOf: 1 } : (rows[String(path[0])]?.shape ?? {});
  const inner = path.length > 2 && path[0] !== 'sources' ? (shape[String(path[2])] as { shape?: object } | undefined)?.shape : undefined;
  return Object.keys(inner ?? shape);
}

function allowed(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return issue.values.map(String).join(', ');
  // A message of a schema's own says more than the type does.
  if (issue.code === 'invalid_type') return issue.message.startsWith('Invalid input') ? `a value of type ${issue.expected}` : issue.message;
  if (issue.code === 'too_small')
    return `${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${issue.origin === 'string' ? ' characters' : ''}`;
  if (issue.code === 'too_big') return `at most ${issue.maximum}`;
  return issue.message;
}

/** Columns that name a source which the file does not have. */
function unknownSources(data: Readonly<Record<string, unknown>>): (readonly [Path, string])[] {
  const sources = Object.keys(data['sources'] as object);
  return Object.entries(data).flatMap(([list, rows]) =>
    list === 'sources'
      ? []
      : (rows as Record<string, unknown>[]).flatMap((row, index) =>
          Object.entries(row)
            .filter(([column]) => /^source$|Source$|By$/.test(column))
            .flatMap(([column, value]) => [value].flat().map((key) => [column, String(key)] as const))
            .filter(([, key]) => !sources.includes(key))
            .map(([column, key]) => [[list, index, column], `received "${key}". Allowed: a key of sources: ${sources.join(', ')}.`] as const),
        ),
  );
}

/** The first text of a row, by which a reader finds it. */
function label(row: unknown): string {
  const first = Object.values(row ?? {}).find((value) => typeof value === 'string');
  return first === undefined ? '' : ` (${first})`;
}

function at(data: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, part) => (value as Record<string | number, unknown> | undefined)?.[part], data);
}
