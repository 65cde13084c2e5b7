/**
 * Whether a run of letters and digits looks drawn at random, as keys and tokens are, and is neither a digest nor a name.
 * Names change between kinds of character at the start of a word; random text changes at more than every third character.
 */
export function looksRandom(text: string): boolean {
  if (text.length < 20 || isDigest(text)) return false;
  const core = withoutNameHash(text);
  if (core.length < 16) return false;
  const letters = /[a-z]/.test(core);
  const capitals = /[A-Z]/.test(core);
  const digits = (core.match(/[0-9]/g) ?? []).length;
  const turns = turnsOf(core) / (core.length - 1);
  if (letters && capitals && digits > 0) return (turns >= 0.38 || (core.length === 40 && turns >= 0.3)) && !isPhrase(core);
  // One case only: words with a number in them are common, so ask for more of it.
  return core.length >= 24 && digits >= 5 && turns >= 0.3 && (letters || capitals) && !isPhrase(core);
}

/** Commits, digests, UUIDs and ids in hex tell nothing. */
function isDigest(text: string): boolean {
  return /^([a-z][a-z0-9]*[-_=:/])*[0-9a-fA-F]+$/.test(text) || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) || /[0-9a-f]{32,}/.test(text);
}

/** Logical ids and addresses end in eight hex digits of their path. */
function withoutNameHash(text: string): string {
  return text.replace(/_?[0-9A-F]{8}$/, '');
}

/** Short words joined by signs are a name, however many numbers it has. */
function isPhrase(text: string): boolean {
  const words = text.split(/[-_/=+]+/).filter((word) => word !== '');
  return words.length > 1 && words.every((word) => word.length <= 8 || /^[0-9]+$/.test(word) || /^[0-9a-f]+$/i.test(word) || turnsOf(word) <= word.length / 4);
}

function turnsOf(text: string): number {
  let turns = 0;
  for (let index = 1; index < text.length; index++) if (kind(text[index]) !== kind(text[index - 1])) turns++;
  return turns;
}

function kind(character = ''): number {
  if (/[a-z]/.test(character)) return 0;
  if (/[A-Z]/.test(character)) return 1;
  return /[0-9]/.test(character) ? 2 : 3;
}
