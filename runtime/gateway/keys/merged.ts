import type { KeysObject } from '../forms/keys.js';
import type { KeysFile } from '../forms/policy.js';

/** What the policy service reads: keys of all workloads, without names and without those that have ended. */
export function merged(objects: readonly KeysObject[], now: number): KeysFile {
  const keys: Record<string, KeysFile['keys'][string]> = {};
  for (const { workload, keys: own } of [...objects].sort((a, b) => (a.workload < b.workload ? -1 : 1))) {
    for (const [digest, { team, expires, requestsPerMinute, tokensPerMinute }] of Object.entries(own)) {
      if (expires !== undefined && Date.parse(expires) <= now) continue;
      keys[digest] = {
        team,
        workloads: [...(keys[digest]?.workloads ?? []), workload],
        ...(expires !== undefined && { expires }),
        ...(requestsPerMinute !== undefined && { requestsPerMinute }),
        ...(tokensPerMinute !== undefined && { tokensPerMinute }),
      };
    }
  }
  return { version: 1, keys: Object.fromEntries(Object.entries(keys).sort(([a], [b]) => (a < b ? -1 : 1))) };
}
