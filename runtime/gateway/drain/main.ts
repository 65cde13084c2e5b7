import { once } from 'node:events';
import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { isMain } from '../process/entry.js';
import { errorFields, log, reportCrashes } from '../process/log.js';

/** Milliseconds between looks at how many requests still run. */
const interval = 250;

/** Milliseconds after the last: Envoy 1.40 crashes at its end while streams of external processing are being closed. */
const settling = 1_000;

/**
 * Stands in front of Envoy's end. ECS stops what depends on Envoy first, and Envoy cuts every stream at SIGTERM; so this process, which depends on it, takes
 * SIGTERM, tells Envoy to drain and ends once nothing runs any more or after `seconds`. Then ECS stops Envoy.
 */
export async function main([socket = '', seconds = '']: readonly string[], stopped: Promise<unknown>): Promise<number> {
  const longest = Number(seconds) * 1_000;
  if (socket === '' || !(longest > 0)) return 2;
  // Waiting for a signal alone keeps no process alive.
  const alive = setInterval(() => undefined, 60_000);
  await stopped;
  clearInterval(alive);
  const until = Date.now() + longest;
  try {
    await asked(socket, 'POST', '/healthcheck/fail');
    await asked(socket, 'POST', '/drain_listeners?graceful');
    log('info', 'draining', { running: await running(socket) });
    while ((await running(socket)) > 0 && Date.now() < until) await pause(interval);
    log('info', 'drained', { running: await running(socket) });
    await pause(settling);
    return 0;
  } catch (error) {
    // Envoy is gone: there is nothing left to wait for.
    log('warning', 'not drained', errorFields(error));
    return 3;
  }
}

/** Requests of callers that run. */
async function running(socket: string): Promise<number> {
  const stats = await asked(socket, 'GET', '/stats?filter=^http\\.entry\\.downstream_rq_active$');
  return Number(/: (\d+)/.exec(stats)?.[1] ?? 0);
}

function asked(socketPath: string, method: string, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ socketPath, method, path, timeout: 2_000 }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => (text += part));
      response.on('end', () => (response.statusCode === 200 ? resolve(text) : reject(new Error(`HTTP ${response.statusCode}`))));
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer'))).on('error', reject);
    outgoing.end();
  });
}

if (isMain(import.meta.url, process)) {
  reportCrashes();
  process.exit(await main(process.argv.slice(2), Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')])));
}
