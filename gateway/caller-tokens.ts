import type { CallerTokensForm } from '../runtime/gateway/forms/callers.js';
import type { CallerTokens } from '../topology/schema/caller-tokens.js';
import { sortedEntries } from '../topology/views.js';

/** A day: nobody can take a token back, and none of a caller that works is older. */
const longestSeconds = 86_400;

/** What the policy service of a zone is told of tokens. */
export function callerTokens({ issuer, audience, keys, teamClaim, workloadClaim, workloads, tokensPerMinute }: CallerTokens): CallerTokensForm {
  const opens: Record<string, string[]> = {};
  for (const [id, values] of sortedEntries(workloads)) for (const value of [...values].sort()) opens[value] = [...(opens[value] ?? []), id];
  return {
    issuer,
    audience,
    algorithms: [...new Set(Object.values(keys).map(({ alg }) => alg))].sort(),
    keys: sortedEntries(keys).map(([kid, key]) => publicKey(kid, key)),
    longestSeconds,
    teamClaim,
    workloadClaim,
    opens: Object.fromEntries(sortedEntries(opens)),
    ...(tokensPerMinute !== undefined && { tokensPerMinute }),
  };
}

function publicKey(kid: string, { kty, alg, n, e, crv, x, y }: CallerTokens['keys'][string]): CallerTokensForm['keys'][number] {
  const common = { kid, use: 'sig', alg } as const;
  if (kty === 'RSA' && n !== undefined && e !== undefined) return { ...common, kty, n, e };
  if (kty === 'EC' && crv !== undefined && x !== undefined && y !== undefined) return { ...common, kty, crv, x, y };
  throw new Error(`the key ${kid} is not whole, which the schema refuses`);
}
