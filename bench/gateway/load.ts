/** Load on a gateway or on a host, in a process of its own. One argument: a `Load` as JSON. Prints a `Measured` as JSON. */
import { Agent, request } from 'node:https';

/** Who is asked, and what. */
export interface Target {
  readonly port: number;
  /** Certificate that is trusted, PEM, and the name that is asked for. */
  readonly ca: string;
  readonly name: string;
  readonly path: string;
  readonly key: string;
  readonly body: string;
}

export interface Load {
  readonly target: Target;
  /** Asked right before each request, so that both meet the machine in the same state: what is beyond it is what the target adds. */
  readonly beside?: Target;
  readonly requests: number;
  readonly concurrency: number;
}

export interface Measured {
  readonly failed: number;
  readonly seconds: number;
  /** Milliseconds to the end of a request, middle of all. */
  readonly p50: number;
  /** The same of `beside`, and of the differences of the pairs. */
  readonly beside: number;
  readonly added: number;
  /** Events of all streams, without `[DONE]`, and pieces in which they came. */
  readonly events: number;
  readonly pieces: number;
}

const load: Load = JSON.parse(process.argv[2] ?? '');
let [failed, events, pieces, left] = [0, 0, 0, load.requests];

/** Asks a target; its connections are kept. The promise is of milliseconds. */
function asking({ port, ca, name, path, key, body }: Target): () => Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: load.concurrency, ca, servername: name, checkServerIdentity: () => undefined });
  const headers = { host: name, authorization: `Bearer ${key}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  return () => {
    const start = performance.now();
    return new Promise((resolve) => {
      const over = (fine: boolean) => {
        if (!fine) failed += 1;
        resolve(performance.now() - start);
      };
      const outgoing = request({ agent, host: '127.0.0.1', port, method: 'POST', path, headers }, (response) => {
        response.on('data', (piece: Buffer) => {
          pieces += 1;
          for (let at = piece.indexOf('data: {'); at >= 0; at = piece.indexOf('data: {', at + 1)) events += 1;
        });
        response.on('end', () => over(response.statusCode === 200 && response.complete)).on('error', () => over(false));
      });
      outgoing.on('error', () => over(false)).end(body);
    });
  };
}

const middle = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const ask = asking(load.target);
const first = load.beside === undefined ? undefined : asking(load.beside);
const [times, besides, differences]: [number[], number[], number[]] = [[], [], []];
const start = performance.now();
await Promise.all(
  Array.from({ length: load.concurrency }, async () => {
    while (left-- > 0) {
      const beside = await first?.();
      const time = await ask();
      times.push(time);
      if (beside === undefined) continue;
      besides.push(beside);
      differences.push(time - beside);
    }
  }),
);
const seconds = (performance.now() - start) / 1_000;
const measured: Measured = { failed, seconds, p50: middle(times), beside: middle(besides), added: middle(differences), events, pieces };
process.stdout.write(JSON.stringify(measured), () => process.exit(0));
