/** A Bedrock for the bench, with TLS, in a process of its own: `maxTokens` is how many chunks a stream has. Arguments: milliseconds, key, certificate. Prints its port. */
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { assumedRole, taskRole } from '../../tests/runtime/gateway/aws.js';
import { counted, delta, started, stopped } from '../../tests/runtime/gateway/translator.js';

/** Milliseconds until a whole answer, and between chunks. */
const [, , milliseconds, key = '', certificate = ''] = process.argv;
const pause = Number(milliseconds);
const word = delta(' token');
const end = Buffer.concat([stopped('max_tokens'), counted]);
const whole = JSON.stringify({
  output: { message: { role: 'assistant', content: [{ text: 'word '.repeat(50) }] } },
  stopReason: 'end_turn',
  usage: { inputTokens: 50, outputTokens: 50, totalTokens: 100 },
  metrics: { latencyMs: pause },
});

function stream(response: ServerResponse, chunks: number): void {
  response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
  response.write(started);
  let sent = 0;
  const timer = setInterval(() => {
    if (sent === chunks) {
      clearInterval(timer);
      response.end(end);
    } else {
      sent += 1;
      response.write(word);
    }
  }, pause);
}

const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (request, response) => {
  const pieces: Buffer[] = [];
  request.on('data', (piece) => pieces.push(piece));
  request.on('end', () => {
    const { url = '', method = '' } = request;
    const text = Buffer.concat(pieces).toString();
    if (url.startsWith('/v2/credentials/')) return taskRole(response);
    if (text.includes('Action=AssumeRole')) return assumedRole({ method, path: url, headers: request.headers, text }, response);
    if (url.endsWith('/converse-stream')) return stream(response, JSON.parse(text).inferenceConfig.maxTokens);
    setTimeout(() => response.writeHead(200, { 'content-type': 'application/json' }).end(whole), pause);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
