import { once } from 'node:events';
import { chmodSync, rmSync } from 'node:fs';
import { taskCredentials } from '../aws/task-credentials.js';
import { type TranslatorFile, translatorForm } from '../forms/translator.js';
import { isMain, run } from '../process/entry.js';
import type { TaskEnvironment } from '../process/environment.js';
import { log } from '../process/log.js';
import { targets } from './bedrock.js';
import { translatorServer } from './server.js';

/** One worker: serves its socket until SIGTERM, then lets what runs come to its end. */
async function work(file: TranslatorFile, socket: string, { credentialsPath }: TaskEnvironment): Promise<void> {
  const server = translatorServer(targets(file, taskCredentials(file.taskCredentials, credentialsPath)), file.seconds);
  // What a killed process left behind.
  rmSync(socket, { force: true });
  server.listen(socket);
  await once(server, 'listening');
  // Envoy runs as another user of the same group.
  chmodSync(socket, 0o660);
  log('info', 'ready', { socket, deployments: Object.keys(file.deployments).length });
  await once(process, 'SIGTERM');
  server.close();
  server.closeIdleConnections();
  await once(server, 'close');
  log('info', 'drained', { socket });
}

if (isMain(import.meta.url, process)) {
  process.exit(await run({ module: import.meta.url, form: translatorForm, workers: ({ listen }) => listen, work }, process));
}
