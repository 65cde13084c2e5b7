/** What a bill says of the tags that costs are told apart by. Empty where a row does not carry one. */
export interface CostTags {
  readonly workload: string;
  readonly host: string;
  readonly application: string;
}

/** Tags of a row, and what was wrong with how they were written. */
export interface ReadTags extends CostTags {
  /** Keys or values in another spelling than the canonical one, such as `Workload` or `EU-Production`. */
  readonly respelled: boolean;
  readonly unreadable: boolean;
}

const none: ReadTags = { workload: '', host: '', application: '', respelled: false, unreadable: false };

/**
 * Reads tags of one row. `texts`: by precedence, as the columns have them: a JSON object (AWS, Azure), the same without its braces (Azure, older forms), or
 * a list of `{Key, Value}` (Google's labels). AWS writes `user:` or `user_` before keys in some of its exports, and underscores for hyphens.
 */
export function tagsOf(texts: readonly string[]): ReadTags {
  const sources = texts.map(pairsOf);
  const read = (['workload', 'host', 'application'] as const).map((key) => {
    for (const pairs of sources) {
      const found = valueUnder(pairs ?? [], key);
      if (found !== undefined) return found;
    }
    return { value: '', respelled: false };
  });
  const [workload, host, application] = read;
  return {
    ...none,
    workload: workload?.value ?? '',
    host: host?.value ?? '',
    application: application?.value ?? '',
    respelled: read.some(({ respelled }) => respelled),
    unreadable: sources.includes(undefined),
  };
}

/** The value under the exact key, else under another spelling of it where all such say the same. */
function valueUnder(pairs: readonly (readonly [string, string])[], key: string): { readonly value: string; readonly respelled: boolean } | undefined {
  const named = pairs.filter(([name]) => canonicalKey(name) === key);
  const spelled = named.find(([name]) => name.replace(/^user[:_]/, '') === key);
  const values = new Set((spelled === undefined ? named : [spelled]).map(([, value]) => value));
  const [value] = values;
  if (value === undefined || values.size > 1) return undefined;
  const canonical = value.trim().toLowerCase();
  return { value: canonical, respelled: spelled === undefined || canonical !== value };
}

const canonicalKey = (name: string) =>
  name
    .replace(/^user[:_]/, '')
    .toLowerCase()
    .replaceAll('_', '-');

function pairsOf(text: string): readonly (readonly [string, string])[] | undefined {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed === '{}' || trimmed === '[]' || trimmed.toLowerCase() === 'null') return [];
  const parsed = parse(trimmed) ?? (trimmed.startsWith('"') ? parse(`{${trimmed}}`) : undefined);
  // A list of anything else may hold the tag as well.
  if (Array.isArray(parsed)) return parsed.every(isPair) ? parsed.map((pair) => [pair.Key, String(pair.Value ?? '')] as const) : undefined;
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  return Object.entries(parsed).map(([key, value]) => [key, String(value ?? '')]);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isPair(value: unknown): value is { readonly Key: string; readonly Value: unknown } {
  return typeof value === 'object' && value !== null && 'Key' in value && typeof value.Key === 'string' && 'Value' in value;
}
