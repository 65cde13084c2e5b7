import { basename, dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { objects } from '../aws/objects.js';
import { taskCredentials } from '../aws/task-credentials.js';
import { type KeysSource, keysSourceForm } from '../forms/keys.js';
import { isMain, run } from '../process/entry.js';
import type { TaskEnvironment } from '../process/environment.js';
import { errorFields, log } from '../process/log.js';
import { writeWhole } from '../process/whole-file.js';
import { merged } from './merged.js';
import { KeyObjects } from './objects.js';

/**
 * Writes the keys of a zone for its policy service, and again whenever they change. While they cannot be read those that were read before stay; without
 * a first read there is no file, and the task is not ready.
 */
async function work(source: KeysSource, _: string, { credentialsPath }: TaskEnvironment): Promise<void> {
  const read = new KeyObjects(source, objects(source, taskCredentials(source.taskCredentials, credentialsPath)));
  const ended = new AbortController();
  process.once('SIGTERM', () => ended.abort());
  let written: string | undefined;
  while (!ended.signal.aborted) {
    try {
      const text = JSON.stringify(merged(await read.read(), Date.now()));
      if (text !== written) writeWhole(dirname(source.file), basename(source.file), text);
      written = text;
    } catch (error) {
      log('error', 'keys not read', { ...errorFields(error), kept: written !== undefined });
    }
    await pause(source.every * 1_000, undefined, { signal: ended.signal }).catch(() => undefined);
  }
}

if (isMain(import.meta.url, process)) {
  process.exit(await run({ module: import.meta.url, form: keysSourceForm, workers: () => ['keys'], work }, process));
}
