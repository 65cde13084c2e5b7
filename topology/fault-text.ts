import { stringify } from 'yaml';
import type { z } from 'zod';
import type { PathSegment } from './document.js';
import type { Field } from './fields/field.js';
import { show } from './path-text.js';
import { didYouMean } from './suggest.js';

type Issue = z.core.$ZodIssue;

/** One value that its schema refuses, and what is known of its field. */
export interface Fault {
  readonly issue: Issue;
  /** Key or number of the value; undefined for the file as a whole. */
  readonly name: PathSegment | undefined;
  readonly received: unknown;
  /** How it is written, where YAML may read it as something else. */
  readonly written?: string | undefined;
  readonly field?: Field;
  /** Where its field is explained. */
  readonly page?: string;
}

/** What was received, what is allowed, what the field is for, and what to write. */
export function faultText(fault: Fault): string {
  const { issue, received, field = {}, page } = fault;
  const empty = issue.code !== 'custom' && (received === undefined || received === null);
  const mistaken = (issue.code === 'invalid_type' || isUnquoted(fault)) && !empty;
  const unclear = issue.code === 'invalid_format' && !issue.message.includes('such as');
  const written = empty || mistaken || unclear ? toWrite(fault) : undefined;
  const sentences = [
    empty ? absence(received) : `received ${show(received)}.`,
    `Allowed: ${allowed(fault)}.${suggestion(fault)}`,
    field.description,
    written === undefined ? undefined : `Write ${written}.`,
    (empty || mistaken) && page !== undefined ? `See ${page}.` : undefined,
  ];
  return sentences.filter((sentence) => sentence !== undefined).join(' ');
}

function absence(received: unknown): string {
  return received === undefined ? 'missing.' : 'received nothing after the colon.';
}

function suggestion({ issue, received }: Fault): string {
  if (typeof received !== 'string') return '';
  if (issue.code === 'invalid_value') return didYouMean(received, issue.values.map(String));
  return issue.code === 'invalid_union' ? didYouMean(received, tagsOf(issue).map(String)) : '';
}

function allowed({ issue, field = {} }: Fault): string {
  switch (issue.code) {
    case 'invalid_value':
      return issue.values.map((value) => String(value)).join(', ');
    case 'invalid_type':
      return typeText(issue.expected, field);
    case 'too_big':
      return rangeText(field) ?? `at most ${issue.maximum}${unitOf(issue.origin, issue.maximum)}`;
    case 'too_small':
      // A bound whose reason matters has words of its own.
      return issue.message.startsWith('Too small') ? (rangeText(field) ?? `at least ${issue.minimum}${unitOf(issue.origin, issue.minimum)}`) : issue.message;
    case 'invalid_union':
      return unionText(issue, field);
    default:
      return issue.message.replace(/\.$/, '');
  }
}

const types: Readonly<Record<string, string>> = {
  record: 'a mapping',
  object: 'a mapping',
  array: 'a list',
  tuple: 'a list',
  string: 'text',
  number: 'a number',
  nan: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

function typeText(expected: string, field: Field): string {
  const form = expected === 'string' ? field.form : rangeText(field);
  return form ?? types[expected] ?? expected;
}

/** `1 to 1000 nodes`, of a number that has both bounds. */
function rangeText({ minimum, maximum, unit, type }: Field): string | undefined {
  if (minimum === undefined || maximum === undefined) return undefined;
  return `${type === 'integer' ? 'a whole number, ' : ''}${minimum} to ${maximum}${unit === undefined ? '' : ` (${unit})`}`;
}

function unitOf(origin: string, count: number | bigint): string {
  if (origin === 'string') return count === 1 ? ' character' : ' characters';
  if (origin === 'array') return count === 1 ? ' entry' : ' entries';
  return '';
}

function unionText(issue: Issue, field: Field): string {
  const options = tagsOf(issue);
  if (options.length > 0) return options.map(String).join(', ');
  const nested = (issue as { errors?: Issue[][] }).errors ?? [];
  const branches = nested.map((branch) => branch.map((one) => allowed({ issue: one, name: undefined, received: undefined, field })).join(' and '));
  return branches.filter(Boolean).join('; or ') || issue.message;
}

/** What a field that tells the forms of a union apart may be; one with a default is among the options as undefined. */
function tagsOf(issue: Issue): unknown[] {
  return ((issue as { options?: unknown[] }).options ?? []).filter((option) => option !== undefined);
}

/** Whether a value would be among those that are allowed if it stood in quotes. */
function isUnquoted({ issue, received, written }: Fault): boolean {
  return issue.code === 'invalid_value' && typeof received !== 'string' && issue.values.includes(written ?? String(received));
}

/** The line to write: what was meant where that can be told, else an example of the field. */
function toWrite({ issue, name, received, written, field = {} }: Fault): string | undefined {
  const expected = issue.code === 'invalid_type' ? issue.expected : undefined;
  if ((expected === 'string' || isUnquoted({ issue, name, received, written })) && (typeof received === 'number' || typeof received === 'boolean')) {
    return `it in quotes: ${line(name, written ?? String(received))}, since YAML reads ${written ?? String(received)} as ${typeof received === 'number' ? 'a number' : 'true or false'}${written === undefined || written === String(received) ? '' : `, ${received}`}`;
  }
  if (typeof received === 'string' && /^(int|number)$/.test(expected ?? '') && received.trim() !== '' && Number.isFinite(Number(received)))
    return `it without quotes: ${line(name, Number(received))}`;
  if (typeof received === 'string' && expected === 'boolean' && /^(yes|on|no|off|true|false)$/i.test(received))
    return `${line(name, /^(yes|on|true)$/i.test(received))} (YAML 1.2 reads ${received} as text)`;
  const [example] = field.examples ?? [];
  if (example === undefined || name === undefined) return undefined;
  if (expected === 'array' && typeof received === 'string') return `it as a list: ${line(name, [received])}`;
  return `for example ${line(name, example)}`;
}

/** A key and its value in one line of YAML; a text that YAML would read as something else in double quotes. */
function line(name: PathSegment | undefined, value: unknown): string {
  const text = stringify(value, { collectionStyle: 'flow', lineWidth: 0, defaultKeyType: 'PLAIN' }).trimEnd();
  return typeof name === 'string' ? `${name}: ${text}` : text;
}
