/**
 * Whether a run of letters and digits looks drawn at random, as keys and tokens are, and is neither a digest nor a name.
 * Names are made of words: between two changes of kind there are three characters or more on average. In random text fewer do.
 */
export function looksRandom(text: string): boolean {
  if (text.length < 20 || isDigest(text)) return false;
  const core = withoutNameHash(text.replace(idOfAws, ''));
  const mean = meanPiece(core);
  if (/[a-z]/.test(core) && /[A-Z]/.test(core) && /[0-9]/.test(core)) return core.length >= 16 && mean < (core.length === awsSecretKey ? 3.4 : 2.6);
  // One case only: names with numbers in them are common, so look at a run without separators.
  const run = core.split(/[-_/=+]+/).sort((a, b) => b.length - a.length)[0] ?? '';
  return run.length >= 20 && (run.match(/[0-9]/g) ?? []).length >= 5 && /[a-zA-Z]/.test(run) && meanPiece(run) < 3;
}

/** Characters of a secret access key of AWS; ordinary text is rarely of just this length. */
const awsSecretKey = 40;

/** Ids that AWS gives, also where names are made of them and have lost the hyphen. */
const idOfAws = /(?:ami|cr|eni|i|igw|lt|rtb|sg|snap|subnet|tgw|vol|vpc|vpce)-?[0-9a-f]{17}/g;

/** Commits, digests, UUIDs and ids in hex tell nothing. */
function isDigest(text: string): boolean {
  return /^([a-z][a-z0-9]*[-_=:/])*[0-9a-fA-F]+$/.test(text) || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) || /[0-9a-f]{32,}/.test(text);
}

/** Logical ids and addresses end in eight hex digits of their path, some of them with a word after it. */
function withoutNameHash(text: string): string {
  return text.replace(/_?[0-9A-F]{8}([0-9A-F]{24})?(?=$|Parameter$)/, '');
}

/** Mean length of words as they are written together: `RouteTable` has two, `h100` has two. */
function meanPiece(text: string): number {
  const pieces = text.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+/g) ?? [];
  return pieces.length === 0 ? 0 : pieces.join('').length / pieces.length;
}
