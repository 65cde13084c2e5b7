import { masked } from '../evidence/secrets/mask.js';
import { canonical } from '../evidence/synthesized/canonical.js';
import { record } from '../evidence/synthesized/stack.js';

/** What a plan marks sensitive, it marks by structure; Terraform itself prints it in clear. Changed values stay different. */
export function withoutSensitive(value: unknown, marks: unknown, other: unknown, stand: string): unknown {
  if (marks === true) return value === null || value === undefined ? value : canonical(value) === canonical(other) ? masked : stand;
  const at = (whole: unknown, key: string | number) => (Array.isArray(whole) ? whole[Number(key)] : record(whole)[String(key)]);
  if (Array.isArray(value)) return value.map((item, index) => withoutSensitive(item, at(marks, index), at(other, index), stand));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(record(value)).map(([key, item]) => [key, withoutSensitive(item, at(marks, key), at(other, key), stand)]));
}

/** A plan lists every argument, and nothing in several ways; a configuration only those that are set. */
export function withoutUnset(value: unknown): unknown {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return undefined;
  if (Array.isArray(value)) return value.map(withoutUnset);
  if (typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(record(value))
      .map(([key, item]) => [key, withoutUnset(item)] as const)
      .filter(([, item]) => item !== undefined),
  );
}

/** Values as planned: what only the apply will tell says so. */
export function withUnknown(value: unknown, unknown: unknown): unknown {
  if (unknown === true) return '(known after apply)';
  if (Array.isArray(value)) return value.map((item, index) => withUnknown(item, Array.isArray(unknown) ? unknown[index] : undefined));
  const marks = record(unknown);
  if (Object.keys(marks).length === 0) return value;
  const fields = record(value);
  return Object.fromEntries([...new Set([...Object.keys(fields), ...Object.keys(marks)])].map((key) => [key, withUnknown(fields[key], marks[key])]));
}
