import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { taskCredentials } from '../aws/task-credentials.js';
import { type TokensFile, tokensForm } from '../forms/tokens.js';
import { isMain, run } from '../process/entry.js';
import type { TaskEnvironment } from '../process/environment.js';
import { provide } from './provider.js';

async function work(file: TokensFile, _: string, { credentialsPath }: TaskEnvironment): Promise<void> {
  const clock = { now: Date.now, wait: (milliseconds: number) => wait(milliseconds), random: Math.random };
  const ended = once(process, 'SIGTERM');
  await Promise.race([ended, provide(file, taskCredentials(file.taskCredentials, credentialsPath), clock)]);
  await ended;
}

if (isMain(import.meta.url, process)) {
  process.exit(await run({ module: import.meta.url, form: tokensForm, workers: () => ['provider'], work }, process));
}
