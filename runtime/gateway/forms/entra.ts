import { z } from 'zod';

/** What the broker is asked: for whom, and the proof. It asks Microsoft Entra for nothing that is not on its own list. */
export const questionForm = z.strictObject({
  tenant: z.uuid(),
  clientId: z.uuid(),
  scope: z.string().max(256),
  /** Token in which AWS says whose role the caller has. */
  assertion: z.string().max(16_384),
});

/** What it answers. */
export const answerForm = z.strictObject({ accessToken: z.string(), expiresInSeconds: z.int().min(60).max(86_400) });

export type Question = z.infer<typeof questionForm>;
export type Answer = z.infer<typeof answerForm>;

/** The form by which an application proves itself to Entra with a token of an issuer that it trusts. */
export function assertionForm({ clientId, scope, assertion }: Pick<Question, 'clientId' | 'scope' | 'assertion'>): URLSearchParams {
  return new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    scope,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  });
}

/** What Entra answers. */
export const entraAnswer = z.object({ token_type: z.literal('Bearer'), access_token: z.string(), expires_in: z.int().min(60).max(86_400) });
