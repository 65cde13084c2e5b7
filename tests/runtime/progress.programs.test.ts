import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { progressCheck } from '../../runtime/progress.js';
import { type Engine, looks, metrics } from './looks.js';

const program = progressCheck({ port: 8_000, patience: 2, hungSeconds: 180, failSeconds: 0, status: 1, log: 'stdout', line: { fleet: 'f' } });
const engine = (running: number, tokens: number): Engine => ({ running, tokens });

describe('a look at the progress of a model server', () => {
  it('fails only when requests run and no token came since the last look', () => {
    const seen = looks(program, [
      [engine(3, 10)],
      [engine(3, 20)],
      [engine(3, 20)],
      [engine(0, 20)],
      // A request that has only just begun.
      [engine(1, 20)],
      [engine(1, 20)],
      [engine(1, 21)],
      undefined,
    ]);
    expect(seen.map(({ status }) => status)).toEqual([0, 0, 1, 0, 0, 1, 0, 0]);
  });

  it('counts the seconds since the last token, and from 180 on calls it hung', () => {
    const seen = looks(program, Array<Engine[]>(8).fill([engine(2, 10)]));
    expect(seen.map(({ line }) => line.EngineStalledSeconds)).toEqual([0, 30, 60, 90, 120, 150, 180, 210]);
    expect(seen.map(({ line }) => line.hung)).toEqual([false, false, false, false, false, false, true, true]);
  });

  it('sees the one engine that hangs beside others that do not', () => {
    const pages = Array.from({ length: 8 }, (_, look) => [engine(4, look * 100), engine(4, look * 90), engine(2, 7), engine(0, 0)]);
    const seen = looks(program, pages);
    expect(seen.at(-1)).toMatchObject({ status: 1, line: { fleet: 'f', watch: 'engine', engine: '2', running: 2, EngineStalledSeconds: 210, hung: true } });
  });

  it('forgets a server that was started again', () => {
    const seen = looks(program, [[engine(2, 10)], [engine(2, 10)], [engine(0, 0)], [engine(2, 0)]]);
    expect(seen.map(({ line }) => line.EngineStalledSeconds)).toEqual([0, 30, 0, 0]);
  });

  it('of a server without metrics writes nothing, so that it does not pass for watched', () => {
    expect(looks(program, [undefined, []]).map(({ status, line }) => [status, line])).toEqual([
      [0, undefined],
      [0, undefined],
    ]);
  });

  it('asks a real server, and prints', async () => {
    rmSync('/dev/shm/progress', { force: true });
    const server = createServer((request, response) => void response.end(request.url === '/metrics' ? metrics(engine(2, 10), 0) : ''));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const child = spawn('python3', ['-c', program.replace('127.0.0.1:8000', `127.0.0.1:${port}`)], { stdio: ['ignore', 'pipe', 'inherit'] });
    let printed = '';
    child.stdout.on('data', (chunk) => void (printed += chunk));
    const [status] = await once(child, 'close');
    server.close();
    rmSync('/dev/shm/progress', { force: true });
    expect([status, JSON.parse(printed)]).toMatchObject([0, { watch: 'engine', running: 2, hung: false }]);
  });
});
