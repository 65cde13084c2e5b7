import { createHash, randomBytes } from 'node:crypto';
import type { KeptKey, KeysObject } from '../../runtime/gateway/forms/keys.js';
import { InputError } from '../../topology/error.js';
import { didYouMean } from '../../topology/suggest.js';

/** What a new key is for. */
export interface Wanted {
  readonly team: string;
  readonly expires: string;
  readonly requestsPerMinute?: number;
  readonly tokensPerMinute?: number;
  readonly createdBy: string;
}

/** What became of the keys of a workload, and the key that was made: it is nowhere else. */
export interface Edited {
  readonly object: KeysObject;
  readonly id: string;
  readonly key?: string;
}

/** What stands behind a digest before there is any. */
export function noKeys(zone: string, workload: string): KeysObject {
  return { version: 1, zone, workload, keys: {} };
}

/** Adds a key. Its name tells people and scanners of secrets what it opens; its 32 random bytes are what counts. */
export function created(object: KeysObject, topology: string, wanted: Wanted, now: Date): Edited {
  const { team, createdBy, expires } = wanted;
  const key = `sk-${topology}-${object.zone}-${randomBytes(32).toString('base64url')}`;
  const digest = createHash('sha256').update(key).digest('hex');
  const kept: KeptKey = {
    id: `${team.slice(0, 14)}-${now.toISOString().slice(0, 10).replaceAll('-', '')}-${digest.slice(0, 6)}`,
    team,
    created: now.toISOString(),
    createdBy,
    expires,
    ...limitsOf(wanted),
  };
  return { object: { ...object, keys: { ...object.keys, [digest]: kept } }, id: kept.id, key };
}

/** Adds a key like another one, which ends after `overlapHours`: until then callers may use both. */
export function rotated(
  object: KeysObject,
  topology: string,
  id: string,
  next: Pick<Wanted, 'expires' | 'createdBy'> & { overlapHours: number },
  now: Date,
): Edited {
  const [digest, old] = find(object, id);
  const end = new Date(now.getTime() + next.overlapHours * 3_600_000).toISOString();
  const ends = old.expires !== undefined && old.expires < end ? old.expires : end;
  const kept = { ...object, keys: { ...object.keys, [digest]: { ...old, expires: ends } } };
  return created(kept, topology, { team: old.team, ...next, ...limitsOf(old) }, now);
}

/** Limits of a minute, as far as there are any. */
function limitsOf({
  requestsPerMinute,
  tokensPerMinute,
}: Pick<KeptKey, 'requestsPerMinute' | 'tokensPerMinute'>): Pick<Wanted, 'requestsPerMinute' | 'tokensPerMinute'> {
  return { ...(requestsPerMinute !== undefined && { requestsPerMinute }), ...(tokensPerMinute !== undefined && { tokensPerMinute }) };
}

/** Takes a key away. Tasks look every few seconds. */
export function revoked(object: KeysObject, id: string): Edited {
  const [digest] = find(object, id);
  const { [digest]: _, ...keys } = object.keys;
  return { object: { ...object, keys }, id };
}

/** Keys as people see them: by id, with the beginning of the digest, never more. */
export function listed({ workload, keys }: KeysObject, now: Date): string[] {
  return Object.entries(keys)
    .sort(([, a], [, b]) => (a.id < b.id ? -1 : 1))
    .map(([digest, { id, team, created: since, createdBy, expires = 'never', requestsPerMinute = 'no limit', tokensPerMinute = 'no limit' }]) =>
      [
        id,
        workload,
        team,
        since.slice(0, 10),
        createdBy,
        expires <= now.toISOString() ? `ended ${expires}` : expires,
        requestsPerMinute,
        tokensPerMinute,
        digest.slice(0, 8),
      ].join('\t'),
    );
}

function find({ keys, workload }: KeysObject, id: string): [digest: string, key: KeptKey] {
  const found = Object.entries(keys).find(([, key]) => key.id === id);
  if (found !== undefined) return found;
  const known = Object.values(keys).map((key) => key.id);
  throw new InputError([
    { message: `--id: received "${id}". Allowed for ${workload}: ${known.sort().join(', ') || 'none; it has no keys'}.${didYouMean(id, known)}` },
  ]);
}
