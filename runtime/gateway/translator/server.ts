import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { TranslatorFile } from '../forms/translator.js';
import { errorFields, log } from '../process/log.js';
import type { Target } from './bedrock.js';
import { bodyOf } from './body.js';
import { completeStream, completeWhole, sendRefusal } from './complete.js';
import { refusalOf } from './failure.js';
import { parseRequest } from './parse.js';
import { Refusal } from './refusal.js';
import { WatchedCall } from './watched-call.js';

/** `/<workload>.<host>/v1/chat/completions`, and nothing after it. */
const completions = /^\/([a-z0-9-]+\.[a-z0-9-]+)\/v1\/chat\/completions$/;

/** The server of one process: completions of the file's deployments, and `GET /health`. */
export function translatorServer(targets: ReadonlyMap<string, Target>, seconds: TranslatorFile['seconds']): Server {
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    if (request.url === '/health' && request.method === 'GET') return void response.end('ok\n');
    void answer(request, response, targets, seconds).finally(() => {
      // What was kept open while the server was closing would keep it from ending.
      if (!server.listening) server.closeIdleConnections();
    });
  });
  return server;
}

async function answer(request: IncomingMessage, response: ServerResponse, targets: ReadonlyMap<string, Target>, seconds: TranslatorFile['seconds']) {
  const [, name = ''] = completions.exec(request.url ?? '') ?? [];
  const call = new WatchedCall(response, seconds);
  const began = Date.now();
  try {
    const target = targets.get(name);
    if (target === undefined) throw new Refusal(404, 'invalid_request_error', 'There is nothing at this path.', 'not_found');
    if (request.method !== 'POST') throw new Refusal(405, 'invalid_request_error', 'Completions are asked for with POST.', 'method_not_allowed');
    const body = parseRequest(await bodyOf(request));
    await (body.stream === true ? completeStream : completeWhole)(body, target, call, response);
  } catch (error) {
    const refusal = refusalOf(error, call.givenUp);
    if (!(error instanceof Refusal)) {
      log(refusal.status === 400 ? 'info' : 'warning', 'call failed', {
        deployment: name,
        status: refusal.status,
        givenUp: call.givenUp,
        milliseconds: Date.now() - began,
        ...errorFields(error),
      });
    }
    sendRefusal(refusal, response);
  } finally {
    call.over();
  }
}
