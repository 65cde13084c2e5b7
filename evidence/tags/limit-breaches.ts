import type { TagLimits } from '../../facts/tags.js';

/** Tags of a set that a cloud would refuse, or silently merge. Values known only at deploy time are not judged. */
export function limitBreaches(tags: Readonly<Record<string, unknown>>, limits: TagLimits): string[] {
  const entries = Object.entries(tags);
  const found = entries.flatMap(([key, value]) => [...keyBreaches(key, limits), ...(typeof value === 'string' ? valueBreaches(key, value, limits) : [])]);
  if (entries.length > limits.maxTags) found.push(`${entries.length} tags; ${limits.cloud} takes at most ${limits.maxTags}.`);
  if (!limits.caseSensitiveKeys) {
    const folded = entries.map(([key]) => key.toLowerCase());
    for (const key of new Set(folded.filter((name, index) => folded.indexOf(name) !== index)))
      found.push(`the key ${key} occurs twice; ${limits.cloud} ignores case.`);
  }
  return found;
}

function* keyBreaches(key: string, limits: TagLimits): Iterable<string> {
  const { cloud } = limits;
  if (key.length > limits.maxKey) yield `the key ${key} has ${key.length} characters; ${cloud} takes at most ${limits.maxKey}.`;
  const reserved = (limits.reservedPrefixes ?? []).find((prefix) => key.toLowerCase().startsWith(prefix));
  if (reserved !== undefined) yield `the key ${key} starts with "${reserved}", which ${cloud} keeps for itself.`;
  if (limits.keyStart === 'letter' && !/^\p{L}/u.test(key)) yield `the key ${key} does not start with a letter, as ${cloud} demands.`;
  if (!legal(key, limits)) yield `the key ${key} has characters that ${cloud} refuses.`;
}

function* valueBreaches(key: string, value: string, limits: TagLimits): Iterable<string> {
  if (value.length > limits.maxValue) yield `the value of ${key} has ${value.length} characters; ${limits.cloud} takes at most ${limits.maxValue}.`;
  // Azure restricts the characters of keys only.
  if (limits.forbiddenKeyCharacters === undefined && !legal(value, limits)) yield `the value "${value}" of ${key} has characters that ${limits.cloud} refuses.`;
}

function legal(text: string, limits: TagLimits): boolean {
  if (limits.lowerCaseOnly === true) return text === text.toLowerCase() && /^[\p{L}\p{N}_-]*$/u.test(text);
  if (limits.forbiddenKeyCharacters !== undefined) return ![...text].some((character) => limits.forbiddenKeyCharacters?.includes(character));
  return limits.characters === undefined || allowedCharacters(limits.characters).test(text);
}

const patterns = new Map<string, RegExp>();

/** `letters digits space + - =` as a pattern: three words name classes, everything else is itself. */
function allowedCharacters(description: string): RegExp {
  const known = patterns.get(description);
  if (known !== undefined) return known;
  const classes: Readonly<Record<string, string>> = { letters: '\\p{L}', digits: '\\p{N}', space: ' ' };
  const parts = description.split(' ').map((word) => classes[word] ?? word.replace(/[\\\]^/-]/g, '\\$&'));
  const made = new RegExp(`^[${parts.join('')}]*$`, 'u');
  patterns.set(description, made);
  return made;
}
