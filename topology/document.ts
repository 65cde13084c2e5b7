import { readFileSync, statSync } from 'node:fs';
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import { InputError, type Location } from './error.js';

export type PathSegment = string | number;

const largestFile = 1024 * 1024;
const largestDepth = 32;

/** A YAML file as plain data, able to say where each path is in it. */
export interface SourceDocument {
  readonly file: string;
  readonly text: string;
  readonly data: unknown;
  /** Place of the value at a path; for a path that is not there, of its nearest ancestor. */
  locate(path: readonly PathSegment[]): Location;
  /** Place of a key itself rather than of its value. */
  locateKey(path: readonly PathSegment[]): Location;
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
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, stringKeys: true, prettyErrors: false });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    throw new InputError(faults.slice(0, 20).map((fault) => ({ message: faultText(fault.message), location: at(fault.pos[0]) })));
  }
  // Without aliases no document can expand: the "billion laughs" need them.
  visit(document, {
    Alias: (_, node) => {
      throw new InputError([{ message: `alias *${node.source}: aliases are not allowed, write the value out`, location: at(node.range?.[0] ?? 0) }]);
    },
  });
  if (document.contents === null) {
    throw new InputError([{ message: 'the file holds no YAML: a mapping is needed', location: { file, line: 1, column: 1 } }]);
  }
  return {
    file,
    text,
    data: document.toJS(),
    locate: (path) => at(offsetOf(document.contents, path, 'value')),
    locateKey: (path) => at(offsetOf(document.contents, path, 'key')),
  };
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
    throw fail(code === 'ENOENT' ? 'does not exist' : `cannot be read (${code ?? String(error)})`);
  }
}

/** Sequences in sequences nest without brackets; on those the parser runs out of stack and reports just that. */
function faultText(message: string): string {
  return message.includes('call stack') ? `nested deeper than ${largestDepth} levels` : `not valid YAML: ${message}`;
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

function offsetOf(root: unknown, path: readonly PathSegment[], what: 'key' | 'value'): number {
  let node: unknown = root;
  let offset = (root as Node | null)?.range?.[0] ?? 0;
  for (const segment of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(segment));
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
