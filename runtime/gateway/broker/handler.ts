import { z } from 'zod';
import { type Answer, assertionForm, entraAnswer, questionForm } from '../forms/entra.js';
import { secureUrl } from '../forms/service-url.js';

/** What may be asked for: the function's environment says it, as JSON. */
const allowedForm = z.array(z.strictObject({ tenant: z.uuid(), clientId: z.uuid(), scope: z.string() }));

/** Milliseconds for Entra's answer: less than the gateway waits for this function. */
const longest = 8_000;

/**
 * Fetches a token of Microsoft Entra for a workload of the gateway. Entra has no private endpoint and networks with prompts no way out, so this is
 * outside of them; it carries no prompt. Nothing is logged: errors say which step failed, and Lambda reports those to the caller.
 */
export async function handler(event: unknown): Promise<Answer> {
  const question = questionForm.safeParse(event);
  if (!question.success) throw new Error('The question has another form.');
  const { tenant, clientId, scope } = question.data;
  const allowed = allowedForm.parse(JSON.parse(process.env['ALLOWED'] ?? '[]'));
  if (!allowed.some((one) => one.tenant === tenant && one.clientId === clientId && one.scope === scope))
    throw new Error('This application and scope are not on the list.');
  const response = await fetch(new URL(`/${tenant}/oauth2/v2.0/token`, secureUrl.parse(process.env['AUTHORITY'])), {
    method: 'POST',
    body: assertionForm(question.data),
    redirect: 'error',
    signal: AbortSignal.timeout(longest),
  }).catch(() => {
    // The cause may name what was sent.
    throw new Error('Entra cannot be reached.');
  });
  if (!response.ok) throw new Error(`Entra refused: HTTP ${response.status}.`);
  const answer = entraAnswer.safeParse(await response.json().catch(() => undefined));
  if (!answer.success) throw new Error('The answer of Entra has another form.');
  return { accessToken: answer.data.access_token, expiresInSeconds: answer.data.expires_in };
}
