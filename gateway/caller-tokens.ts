import type { CallerTokensForm } from '../runtime/gateway/forms/callers.js';
import type { CallerTokens } from '../topology/schema/caller-tokens.js';
import { sortedEntries } from '../topology/views.js';

/** A day: nobody can take a token back, and none of a caller that works is older. */
const longestSeconds = 86_400;

/** What the policy service of a zone is told of tokens. */
export function callerTokens({ issuer, audience, keys, teamClaim, workloadClaim, workloads }: CallerTokens): CallerTokensForm {
  const opens: Record<string, string[]> = {};
  for (const [id, values] of sortedEntries(workloads)) for (const value of [...values].sort()) opens[value] = [...(opens[value] ?? []), id];
  return {
    issuer,
    audience,
    algorithms: [...new Set(Object.values(keys).map(({ alg }) => alg))].sort(),
    keys: sortedEntries(keys).map(([kid, key]) => ({ kid, use: 'sig' as const, ...key })),
    longestSeconds,
    teamClaim,
    workloadClaim,
    opens: Object.fromEntries(sortedEntries(opens)),
  };
}
