import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { differs, holds } from './scenario.js';

/** `blueprint gateway run`, as it is documented: what it prints can be pasted and answers, and Ctrl-C leaves nothing behind. */
export async function gatewayRun(zone: string, envoy: string): Promise<string[]> {
  const args = ['bin/run.mjs', 'blueprint', 'gateway', 'run', '--zone', zone, '--envoy', envoy];
  const command = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  const ended = new Promise<number | null>((resolve) => command.once('close', resolve));
  const introduced = new Promise<void>((resolve) => {
    for (const output of [command.stdout, command.stderr])
      output.setEncoding('utf8').on('data', (text: string) => {
        printed += text;
        if (printed.includes('Ctrl-C')) resolve();
      });
  });
  try {
    await Promise.race([introduced, ended]);
    const [curl] = /^curl [\s\S]*?(?=\n\n)/m.exec(printed) ?? [];
    if (curl === undefined) return [`gateway run --zone ${zone} prints no curl: ${printed}`];
    const pasted = await promisify(execFile)('/bin/sh', ['-c', curl.replace('curl ', 'curl --silent --show-error --max-time 20 ')]).catch((error) => error);
    const answer = answerIn(pasted.stdout);
    command.kill('SIGINT');
    const code = await ended;
    const places = [...printed.matchAll(/\/\S+\/(?:authority\.pem|etc|logs)\b/g)].map(([path]) => path);
    return [
      ...differs(`gateway run --zone ${zone}: words that its curl gets`, answer.split(' ').filter(Boolean).length, 16),
      ...differs(`gateway run --zone ${zone}: exit code after Ctrl-C`, code, 0),
      ...holds(places.length === 3 && !places.some(existsSync), `gateway run --zone ${zone}: after Ctrl-C there is still something of ${places.join(', ')}`),
      ...(await stillRunning(places)),
    ];
  } finally {
    command.kill('SIGKILL');
  }
}

function answerIn(text: string): string {
  try {
    return (JSON.parse(text) as { choices: { message: { content: string } }[] }).choices[0]?.message.content ?? '';
  } catch {
    return '';
  }
}

/** Processes that still have one of these places on their command line. */
async function stillRunning(places: readonly string[]): Promise<string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'args'], { maxBuffer: 10_000_000 });
  return stdout
    .split('\n')
    .filter((line) => places.some((place) => line.includes(place)))
    .map((line) => `gateway run: after Ctrl-C there still runs ${line}`);
}
