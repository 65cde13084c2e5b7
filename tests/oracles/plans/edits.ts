import type { Json } from '../../support/documents.js';
import type { Document } from './terraform-plan.js';

/** One change of one argument of one resource. */
export interface Edit {
  readonly address: string;
  /** What is done, such as `labels.team → gone`. */
  readonly what: string;
  readonly path: readonly (string | number)[];
  /** Undefined takes the argument away. */
  readonly value: unknown;
}

/** Arguments of Terraform itself. */
const meta = new Set(['//', 'lifecycle', 'depends_on', 'provider', 'count', 'for_each', 'timeouts']);

/** Every argument of a resource changed to another value, and every optional one taken away. */
export function editsOf(address: string, definition: Record<string, unknown>, block: Json): Edit[] {
  return walk(definition, block, []).map(({ path, value }) => ({
    address,
    path,
    value,
    what: `${path.join('.')} → ${value === undefined ? 'gone' : JSON.stringify(value)}`,
  }));
}

function walk(fields: Record<string, unknown>, block: Json, path: readonly (string | number)[]): Pick<Edit, 'path' | 'value'>[] {
  return Object.entries(fields).flatMap(([name, value]) => {
    if (path.length === 0 && meta.has(name)) return [];
    const here = [...path, name];
    const inner = block?.block_types?.[name];
    if (inner !== undefined) {
      const items = Array.isArray(value) ? value : [value];
      const inside = items.slice(0, 2).flatMap((item, index) => walk(item, inner.block, Array.isArray(value) ? [...here, index] : here));
      return [...inside, ...((inner.min_items ?? 0) > 0 ? [] : [{ path: here, value: undefined }])];
    }
    const changed = another(value, name).map((next) => ({ path: here, value: next }));
    return [...changed, ...(block?.attributes?.[name]?.required === true ? [] : [{ path: here, value: undefined }])];
  });
}

/** Other values of the same kind, in the hope that one of them is valid. */
function another(value: unknown, name: string): unknown[] {
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number') return [value + 1];
  if (Array.isArray(value))
    return value.every((item) => typeof item === 'string')
      ? [...value.slice(0, 1).flatMap((item) => another(item, name).map((next) => [...value.slice(1), next]))]
      : [];
  if (value !== null && typeof value === 'object') {
    const [key] = Object.keys(value);
    return key === undefined ? [] : [{ ...value, [key]: 'other' }];
  }
  if (typeof value !== 'string') return [];
  if (/network/.test(name) && /network/.test(value)) return ['projects/other/global/networks/other'];
  if (/^\$\{.*\}$/.test(value)) return [value.includes('.id}') ? 'projects/other/regions/europe-west4/others/other' : 'other'];
  if (value === '0.0.0.0/0') return ['10.0.0.0/8'];
  const cidr = /^(\d+)\.(\d+)\.(.*\/\d+)$/.exec(value);
  if (cidr !== null) return [`${cidr[1]}.${Number(cidr[2]) + 1}.${cidr[3]}`];
  return (
    choices
      .find((list) => list.includes(value))
      ?.filter((each) => each !== value)
      .slice(0, 1) ?? [`${value}x`]
  );
}

const choices: readonly (readonly string[])[] = [
  ['europe-west4', 'europe-west1'],
  ['us-east5', 'us-central1'],
  ['swedencentral', 'germanywestcentral'],
  ['eu', 'us'],
  ['EU', 'US'],
  ['europe', 'us'],
  ['GlobalStandard', 'DataZoneStandard'],
  ['INTERNAL', 'EXTERNAL'],
  ['INGRESS', 'EGRESS'],
  ['private', 'public'],
  ['Owner', 'Reader'],
  ['PREMIUM', 'STANDARD'],
];

/** A module with edits made in it. */
export function edited(document: Document, edits: readonly Edit[]): Document {
  const copy = structuredClone(document);
  for (const { address, path, value } of edits) {
    const [type = '', name = ''] = address.split('.');
    let at = copy.resource[type][name];
    for (const key of path.slice(0, -1)) at = at[key];
    const last = path.at(-1) as string;
    if (value === undefined) delete at[last];
    else at[last] = value;
  }
  return copy;
}
