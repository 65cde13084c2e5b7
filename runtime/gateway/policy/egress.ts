import { Agent, request } from 'node:http';

/** Whose request it is for, which Envoy writes into the line of spend, and until when the answer matters. */
export interface Call {
  readonly team: string;
  readonly requestId: string;
  readonly signal: AbortSignal;
}

/** A service behind the egress listener did not answer, or not with JSON and 200. Holds no content. */
export class EgressFailure extends Error {
  override readonly name = 'EgressFailure';

  constructor(
    /** Status that it answered with; undefined where none came. */
    readonly status?: number,
  ) {
    super('no usable answer');
  }
}

/** Most bytes of an answer. */
const mostBytes = 4 * 1024 * 1024;

/** Calls other services, through Envoy alone: it finds them by authority, shows its credential and limits the time. */
export class Egress {
  private readonly agent = new Agent({ keepAlive: true });

  constructor(private readonly socketPath: string) {}

  /** Posts JSON and returns the JSON of the answer. Throws `EgressFailure`. */
  post(authority: string, path: string, body: unknown, { team, requestId, signal }: Call): Promise<unknown> {
    const content = Buffer.from(JSON.stringify(body));
    const headers = {
      host: authority,
      'content-type': 'application/json',
      'content-length': content.length,
      'x-gateway-team': team,
      'x-request-id': requestId,
    };
    return new Promise((resolve, reject) => {
      const fail = (status?: number) => reject(new EgressFailure(status));
      const call = request({ socketPath: this.socketPath, agent: this.agent, method: 'POST', path, headers, signal }, (answer) => {
        const pieces: Buffer[] = [];
        let size = 0;
        answer.on('data', (piece: Buffer) => {
          size += piece.length;
          if (size > mostBytes) answer.destroy(new EgressFailure(answer.statusCode));
          else pieces.push(piece);
        });
        answer.on('error', () => fail(answer.statusCode));
        answer.on('end', () => {
          if (answer.statusCode !== 200) return fail(answer.statusCode);
          try {
            resolve(JSON.parse(Buffer.concat(pieces).toString('utf8')));
          } catch {
            fail(answer.statusCode);
          }
        });
      });
      call.on('error', () => fail());
      call.end(content);
    });
  }

  /** Closes connections that nobody uses. */
  close(): void {
    this.agent.destroy();
  }
}
