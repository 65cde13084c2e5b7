import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { progressCheck } from '../../runtime/progress.js';

let running = 0;
let tokens = 0;
const server = createServer((_, response) => {
  response.end(
    `# TYPE x gauge\nvllm:num_requests_running{engine="0"} ${running}.0\nvllm:generation_tokens_total{engine="0"} ${tokens}.0\nvllm:prompt_tokens_total{engine="0"} 5.0\n`,
  );
});
beforeAll(async () => {
  rmSync('/dev/shm/progress', { force: true });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.close();
  rmSync('/dev/shm/progress', { force: true });
});

async function look(atRunning: number, atTokens: number, port = (server.address() as AddressInfo).port) {
  running = atRunning;
  tokens = atTokens;
  const [code] = await once(spawn('python3', ['-c', progressCheck(port)]), 'exit');
  return code;
}

it('fails only when requests run and no token came since the last look', async () => {
  expect(await look(3, 10)).toBe(0);
  expect(await look(3, 20)).toBe(0);
  expect(await look(3, 20)).toBe(1);
  expect(await look(0, 20)).toBe(0);
  // A request that has only just begun.
  expect(await look(1, 20)).toBe(0);
  expect(await look(1, 20)).toBe(1);
  expect(await look(1, 21)).toBe(0);
  expect(await look(1, 21, 1)).toBe(0);
});
