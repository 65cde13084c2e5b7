import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, visit, type YAMLMap } from 'yaml';
import { InputError, type Location, type Problem } from './error.js';
import { firstReordering } from './invisible.js';
import { textProblem } from './plain-text.js';
import { didYouMean } from './suggest.js';

export type PathSegment = string | number;

const largestFile = 1024 * 1024;
const largestDepth = 32;
/** Lines and elements of lists: many times what stacks can hold, and read in a second or two. */
const mostValues = 25_000;
/** More faults of one file than a person reads at once. */
const mostFaults = 20;

/** A YAML file as plain data, able to say where each path is in it. */
export interface SourceDocument {
  readonly file: string;
  readonly text: string;
  readonly data: unknown;
  /** Place of the value at a path; for a path that is not there, of its nearest ancestor. */
  locate(path: readonly PathSegment[]): Location;
  /** Place of a key itself rather than of its value. */
  locateKey(path: readonly PathSegment[]): Location;
  /** A single value as it is written, such as `007` of what YAML takes for 7; undefined for mappings, lists and what is not there. */
  written(path: readonly PathSegment[]): string | undefined;
}

/** Reads a YAML file; refuses what is no topology (a directory, an empty or huge file) and YAML that could mislead. */
export function readDocument(path: string, shownAs: string): SourceDocument {
  return parseSource(readText(path, shownAs), shownAs);
}

export function parseSource(text: string, file: string): SourceDocument {
  const lines = new LineCounter();
  const at = (offset: number): Location => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  assertShallow(text, file);
  assertFew(text, file);
  // The parser compares every key with every other one; `keyProblems` takes one look at each.
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, stringKeys: true, prettyErrors: false });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    throw new InputError(faults.slice(0, mostFaults).map((fault) => ({ message: faultText(fault.message), location: at(fault.pos[0]) })));
  }
  const reordered = firstReordering(text);
  if (reordered !== undefined) {
    const message = `holds ${reordered.name}, which makes what follows look different from what it is. Allowed: text without it, also in comments.`;
    throw new InputError([{ message, location: at(reordered.index) }]);
  }
  const { explicit, version } = document.directives.yaml;
  if (explicit === true && version !== '1.2') {
    throw new InputError([{ message: `%YAML ${version}: words such as "no" and "off" mean something else there. Allowed: YAML 1.2`, location: at(0) }]);
  }
  // Without aliases no document can expand: the "billion laughs" need them.
  visit(document, {
    Alias: (_, node) => {
      throw new InputError([{ message: `alias *${node.source}: aliases are not allowed, write the value out`, location: at(node.range?.[0] ?? 0) }]);
    },
  });
  assertReadable(document, at);
  if (document.contents === null) {
    throw new InputError([{ message: 'the file holds no YAML: a mapping is needed', location: { file, line: 1, column: 1 } }]);
  }
  const keys: KeyIndex = new Map();
  return {
    file,
    text,
    data: document.toJS(),
    locate: (path) => at(offsetOf(document.contents, path, 'value', keys)),
    locateKey: (path) => at(offsetOf(document.contents, path, 'key', keys)),
    written: (path) => {
      const node = document.getIn(path, true);
      return isScalar(node) ? node.source : undefined;
    },
  };
}

/** Refuses keys that are there twice or that JavaScript takes for something else, and text that is not what it looks like. */
function assertReadable(document: ReturnType<typeof parseDocument>, at: (offset: number) => Location): void {
  const problems: Problem[] = [];
  const found = (message: string, node: Node | null) => {
    problems.push({ message, location: at(node?.range?.[0] ?? 0) });
    return problems.length < mostFaults ? undefined : visit.BREAK;
  };
  visit(document, {
    Map: (_, map) => {
      const keys = new Set<string>();
      for (const { key } of map.items as Pair<Node>[]) {
        const name = isScalar(key) ? String(key.value) : '';
        if (name === '__proto__') return found('__proto__: unknown key. No entry can have this name.', key);
        if (keys.has(name)) return found(`not valid YAML: Map keys must be unique; "${name}" is there twice`, key);
        keys.add(name);
      }
      return undefined;
    },
    Scalar: (key, node) => {
      const problem = typeof node.value === 'string' ? textProblem(node.value) : undefined;
      return problem === undefined ? undefined : found(`${key === 'key' ? 'the key' : 'the text'} ${problem}`, node);
    },
  });
  if (problems.length > 0) throw new InputError(problems);
}

function readText(path: string, shownAs: string): string {
  const fail = (message: string) => new InputError([{ message: `${shownAs}: ${message}` }]);
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) throw fail('is a directory; a YAML file is needed');
    if (!stats.isFile()) throw fail('is not a regular file');
    if (stats.size > largestFile) throw fail(`has ${stats.size} bytes; at most ${largestFile} are read`);
    const bytes = readFileSync(path);
    if (bytes.includes(0)) throw fail('holds a NUL byte, so it is no text file');
    const text = bytes.toString('utf8');
    if (text.trim() === '') throw fail('is empty');
    return text;
  } catch (error) {
    if (error instanceof InputError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    throw fail(code === 'ENOENT' ? `does not exist.${didYouMean(basename(path), namesBeside(path))}` : `cannot be read (${code ?? String(error)})`);
  }
}

/** Files of YAML where a file was looked for: one of them may have been meant. */
function namesBeside(path: string): string[] {
  const folder = dirname(resolve(path));
  return existsSync(folder) ? readdirSync(folder).filter((name) => /\.ya?ml$/.test(name)) : [];
}

/** What to do about the faults of YAML that people make most, by words of the parser. */
const hints: readonly (readonly [words: string, hint: string])[] = [
  ['Nested mappings are not allowed', 'A text with a colon and a space in it needs quotes; a key of its own needs a line of its own'],
  ['Tabs are not allowed', 'Indent with spaces'],
  ['All mapping items must start at the same column', 'Keys of one mapping have the same indentation'],
  ['Implicit keys need to be on a single line', 'A key without a colon, or a line that is indented wrongly'],
  ['Plain value cannot start with', 'Put the value in quotes'],
  ['Missing closing', 'A quote is opened and not closed'],
  ['Unresolved tag', 'A text that starts with ! needs quotes'],
];

/** Words of the parser that speak to a programmer, and what they mean to the person whose file it is. */
function inTheirWords(message: string): string {
  return message.startsWith('Source contains multiple documents')
    ? 'a second document begins here. Allowed: one, so one line "---" at most, before it'
    : message;
}

/** Sequences in sequences nest without brackets; on those the parser runs out of stack and reports just that. */
function faultText(message: string): string {
  if (message.includes('call stack')) return `nested deeper than ${largestDepth} levels`;
  const hint = hints.find(([words]) => message.includes(words))?.[1];
  return `not valid YAML: ${inTheirWords(message)}${hint === undefined ? '' : `. ${hint}`}`;
}

/** Flow brackets nest by one character each: counted before parsing, since a parser recurses into them. */
function assertShallow(text: string, file: string): void {
  let depth = 0;
  let line = 1;
  for (const character of text) {
    if (character === '\n') line++;
    else if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth = Math.max(0, depth - 1);
    if (depth > largestDepth) {
      throw new InputError([{ message: `brackets nested deeper than ${largestDepth} levels`, location: { file, line, column: 1 } }]);
    }
  }
}

/** Entries of mappings by their keys, made for a mapping when something in it is first looked up. */
type KeyIndex = Map<YAMLMap, ReadonlyMap<string, Pair>>;

function pairOf(map: YAMLMap, segment: PathSegment, keys: KeyIndex): Pair | undefined {
  const known = keys.get(map) ?? new Map(map.items.flatMap((pair) => (isScalar(pair.key) ? [[String(pair.key.value), pair] as const] : [])));
  keys.set(map, known);
  return known.get(String(segment));
}

function assertFew(text: string, file: string): void {
  let values = 1;
  for (const character of text) if (character === '\n' || character === ',') values++;
  if (values > mostValues) {
    throw new InputError([{ message: `has ${values} lines and elements of lists. Allowed: at most ${mostValues}.`, location: { file, line: 1, column: 1 } }]);
  }
}

function offsetOf(root: unknown, path: readonly PathSegment[], what: 'key' | 'value', keys: KeyIndex): number {
  let node: unknown = root;
  let offset = (root as Node | null)?.range?.[0] ?? 0;
  for (const segment of path) {
    if (isMap(node)) {
      const pair = pairOf(node, segment, keys);
      if (pair === undefined) return offset;
      const key = (pair.key as Node).range?.[0] ?? offset;
      const value = pair.value as Node | null;
      // A mapping below its key is shown at the key: that is where a reader looks.
      const scalar = value !== null && isScalar(value) && value.range != null && what === 'value';
      offset = scalar ? (value.range?.[0] ?? key) : key;
      node = value;
    } else if (isSeq(node)) {
      const item = node.items[Number(segment)] as Node | undefined;
      if (item === undefined) return offset;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else return offset;
  }
  return offset;
}
