import { createServer, type Server } from 'node:http';
import type { Json } from '../../../support/documents.js';

/** What the service sent to a guard or a search. */
export interface Asked {
  readonly to: string;
  /** Team and request. */
  readonly of: string;
  readonly body: Json;
}

/** Status and body of an answer; `never` for none. */
export type Reply = { readonly status?: number; readonly body: unknown } | 'never';

/** Stands at the egress socket in place of Envoy. */
export class Beside {
  readonly asked: Asked[] = [];
  /** Calls that the service gave up. */
  left = 0;
  private readonly server: Server;

  constructor(public answer: (asked: Asked) => Reply | Promise<Reply>) {
    this.server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', async () => {
        const { headers, url } = request;
        const asked = {
          to: `${headers.host}${url}`,
          of: `${headers['x-gateway-team']} ${headers['x-request-id']}`,
          body: JSON.parse(Buffer.concat(pieces).toString()),
        };
        this.asked.push(asked);
        response.on('close', () => {
          if (!response.writableFinished) this.left++;
        });
        const reply = await this.answer(asked);
        if (reply !== 'never') response.writeHead(reply.status ?? 200).end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
      });
    });
  }

  listen(path: string): Promise<void> {
    return new Promise((done) => this.server.listen(path, done));
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

export const says = (content: unknown): Reply => ({ body: { choices: [{ index: 0, message: { role: 'assistant', content } }] } });
export const found = (filterMatchState: string, invocationResult = 'SUCCESS', filterResults: object = {}): Reply => ({
  body: { sanitizationResult: { filterMatchState, invocationResult, filterResults } },
});
