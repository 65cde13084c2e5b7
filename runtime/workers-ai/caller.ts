import { Refusal } from './refusal.js';

/** A secret that is shorter could be guessed. */
const shortest = 32;

/**
 * Refuses whoever shows none of the secrets of the store. A store holds one, or two in lines of their own while one takes over from the other.
 * @param shown header `Authorization`
 * @param stored the value in Secrets Store
 */
export async function requireCaller(shown: string | null, stored: string): Promise<void> {
  const secrets = stored.split('\n').map((line) => line.trim());
  const usable = secrets.filter((secret) => secret.length >= shortest);
  // Fail closed: an empty line would let an empty header in.
  if (usable.length === 0 || usable.length > 2 || usable.length !== secrets.filter((secret) => secret !== '').length)
    throw new Refusal(503, 'secret_unusable', `The secret of this host is unusable. Allowed: one or two lines of ${shortest} characters or more.`);
  const found = await digestOf(shown ?? '');
  let same = false;
  for (const secret of usable) same = equal(found, await digestOf(`Bearer ${secret}`)) || same;
  if (!same) throw new Refusal(401, 'invalid_api_key', 'The caller is not known here.');
}

async function digestOf(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
}

/** Looks at every byte, whichever differs: how long it takes tells nothing. Digests are of one length, whatever was shown. */
function equal(a: Uint8Array, b: Uint8Array): boolean {
  let difference = 0;
  for (const [index, byte] of a.entries()) difference |= byte ^ (b[index] ?? 0);
  return difference === 0;
}
