import type { Arguments } from '../catalogue/force-new/read.js';
import { type ForceNew, forceNewOf } from '../catalogue/force-new/schema-of.js';
import type { Effect } from '../catalogue/row.js';
import { canonical } from '../evidence/synthesized/canonical.js';
import type { PropertyChange } from './change.js';

/** Terraform's own arguments never reach the provider. */
const meta = /^(lifecycle|depends_on|timeouts|connection|provisioner)(\.|\[|$)/;

const own: Readonly<Record<string, string>> = {
  count: 'instances come and go with the count: a plan shows which',
  for_each: 'instances come and go with the keys: a plan shows which',
  provider: 'another configuration of the provider may mean another project or subscription: a plan shows it',
};

type Changed = Pick<PropertyChange, 'path' | 'before' | 'after' | 'lines'>;

/** What a change of an argument does, by the provider's schema; what that does not know may replace. */
export function onChange(type: string, change: Changed): Effect {
  if (meta.test(change.path)) return { effect: 'update' };
  const place = placeOf(change.path);
  const mine = own[place.split('.')[0] ?? ''];
  if (mine !== undefined) return { effect: 'may-replace', why: mine };
  const table = forceNewOf(type);
  if (table === undefined) return { effect: 'may-replace' };
  if (isReordered(change)) return { effect: table.ordered?.includes(place) === true ? 'replace' : 'update' };
  const idle = withoutEffect(type, table, place, change);
  if (idle !== undefined) return { effect: 'none', why: idle };
  const effects = touched(change, place).map((each) => effectAt(table, each));
  return strongest(effects);
}

/** `list[0].map["key"] → inside` means `list.map.key`: only names decide. */
export function placeOf(path: string): string {
  return path
    .replace(/ → .*$/, '')
    .replace(/\["([^"]*)"\]/g, '.$1')
    .replace(/\[[^\]]*\]/g, '');
}

function isReordered({ lines }: Changed): boolean {
  return lines?.[0]?.startsWith('  same items') === true;
}

/** Why a change of the text is none of the resource: its default was written out or left out, or the provider keeps what is there. */
function withoutEffect(type: string, { defaults = {}, computed = [] }: Arguments, place: string, { before, after, lines }: Changed): string | undefined {
  if (lines !== undefined) return undefined;
  const isDefault = (value: unknown) => (defaults[place] === undefined ? isZero(value) : canonical(value) === canonical(defaults[place]));
  if (before === undefined && isDefault(after)) return 'the default, written out';
  if (after === undefined && isDefault(before)) return 'the default, no longer written out';
  const kept = computed.includes(place) && !fallsBack(type, place);
  return after === undefined && kept ? 'no longer written: the provider keeps the value that is there' : undefined;
}

/** Computed by the schema, but set to the provider's default in a plan as soon as they are not written. */
function fallsBack(type: string, place: string): boolean {
  return place === 'deletion_policy' && !forgotten.includes(type);
}

/** Types of hashicorp/google at commit f3721fb that have the argument, and not the code that sets its default (google/services/logging/resource_logging_project_bucket_config.go). */
const forgotten = ['google_logging_project_bucket_config'];

/** To the providers' library nothing is the same as false, zero or an empty text. */
function isZero(value: unknown): boolean {
  return value === false || value === 0 || value === '';
}

/** Places that come or go with a value: a block brings everything in it. */
function touched({ before, after }: Changed, place: string): readonly string[] {
  if (before !== undefined && after !== undefined) return [place];
  return [...new Set([place, ...placesIn(before ?? after, place)])];
}

function* placesIn(value: unknown, place: string): Iterable<string> {
  if (Array.isArray(value)) for (const item of value) yield* placesIn(item, place);
  else if (value !== null && typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) yield* placesIn(item, `${place}.${key}`);
  } else yield place;
}

function effectAt({ except, ...table }: ForceNew, place: string): Effect {
  const exact = longest(Object.keys(except), place);
  const [replaces, updates] = [longest(table.replaces, place), longest(table.updates, place)];
  // The longer name is the more exact one; what was read by hand outranks the schema.
  if (exact !== undefined && exact.length >= Math.max(replaces?.length ?? 0, updates?.length ?? 0)) return except[exact] ?? { effect: 'may-replace' };
  if (replaces === undefined && updates === undefined) return { effect: 'may-replace' };
  return { effect: (replaces?.length ?? 0) > (updates?.length ?? 0) ? 'replace' : 'update' };
}

function longest(names: readonly string[], place: string): string | undefined {
  return names.filter((name) => place === name || place.startsWith(`${name}.`)).sort((a, b) => b.length - a.length)[0];
}

const strength: readonly Effect['effect'][] = ['replace', 'may-replace', 'update', 'none'];

function strongest(effects: readonly Effect[]): Effect {
  return [...effects].sort((a, b) => strength.indexOf(a.effect) - strength.indexOf(b.effect))[0] ?? { effect: 'may-replace' };
}
