import { setTimeout as pause } from 'node:timers/promises';
import { UnusableInput } from '../process/configuration.js';
import { isMain } from '../process/entry.js';
import { errorFields, log, reportCrashes } from '../process/log.js';
import { fetched, unpacked } from './fetched.js';
import { type Settings, settings } from './settings.js';

/** Tries, with a pause in milliseconds before each further one: a network interface of a task answers a moment after the task starts. */
const pauses = [500, 1_000, 2_000, 4_000, 8_000];

/** Fetches the task's configuration, compares it with its digest and writes it. Exit codes: 0 written, 2 another object or environment, 3 not fetched. */
export async function main(env: NodeJS.ProcessEnv): Promise<number> {
  try {
    const from = settings(env);
    const files = unpacked(await persistently(from), from.directory);
    log('info', 'configuration written', { sha256: from.sha256, files });
    return 0;
  } catch (error) {
    if (!(error instanceof UnusableInput)) log('error', 'configuration not written', errorFields(error));
    else process.stderr.write(`${error.message}\n`);
    return error instanceof UnusableInput ? 2 : 3;
  }
}

async function persistently(from: Settings): Promise<string> {
  for (const wait of pauses) {
    try {
      return await fetched(from);
    } catch (error) {
      if (error instanceof UnusableInput) throw error;
      log('warning', 'configuration not fetched', { ...errorFields(error), again: wait });
      await pause(wait);
    }
  }
  return fetched(from);
}

if (isMain(import.meta.url, process)) {
  reportCrashes();
  process.exit(await main(process.env));
}
