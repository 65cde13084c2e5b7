import { z } from 'zod';
import { type Credentials, keptCredentials } from './kept-credentials.js';

/** What ECS answers. Strict in what is used; the name of the role is beside it. */
const answer = z.object({ AccessKeyId: z.string().min(1), SecretAccessKey: z.string().min(1), Token: z.string().min(1), Expiration: z.coerce.date() });

/**
 * Credentials of the task's own role, which may do nothing but take the roles of the zone's workloads. Asked for here and not by the SDK,
 * whose provider prefers what the environment says to what it is given.
 */
export function taskCredentials(base: string, path: string): () => Promise<Credentials> {
  const url = new URL(path, base);
  if (url.origin !== new URL(base).origin) throw new Error('The path of the task credentials leads to another host.');
  return keptCredentials(async () => {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(2_000) });
    if (!response.ok) throw new Error(`The credentials of the task: HTTP ${response.status}.`);
    const { AccessKeyId, SecretAccessKey, Token, Expiration } = answer.parse(await response.json());
    return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: Token, expiration: Expiration };
  });
}
