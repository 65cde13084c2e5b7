import { afterAll, expect, it } from 'vitest';
import { ask, chat, type Sent, serviceWith } from './ask.js';

/** What is sent, and the status, code and field of the refusal. */
export type Row = readonly [what: string, sent: Sent, status: number, code: string, param?: string | null];

export const body = (change: object): Sent => ({ body: chat(change) });
export const raw = (text: string | Buffer): Sent => ({ body: text });

/** A case for each row, against one service. Returns the message that a request is refused with. */
export function refused(rows: readonly Row[]): (sent: Sent) => Promise<string | undefined> {
  const { service, close } = serviceWith();
  afterAll(close);
  it.each(rows.map(([what, sent, status, code, param = null]) => ({ what, sent, status, code, param })))('$what', async ({ sent, status, code, param }) => {
    const { refused } = await ask(service, sent);
    expect(refused).toMatchObject({ status, details: `policy:${code}`, body: { error: { code, param, type: 'invalid_request_error' } } });
    expect(refused?.headers).toMatchObject({ 'content-type': 'application/json' });
    expect(refused?.body.error.message).toMatch(/[.]$/);
  });
  return async (sent) => (await ask(service, sent)).refused?.body.error.message;
}
