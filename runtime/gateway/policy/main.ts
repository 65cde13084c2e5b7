import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { policyForm } from '../forms/policy.js';
import { readConfiguration, UnusableInput } from '../process/configuration.js';
import { errorFields, log, reportCrashes } from '../process/log.js';
import { PolicyServer } from './server.js';
import { serviceOf } from './service.js';

/** The policy service: `node main.js policy.json`, until SIGTERM or SIGINT. Exit codes: 0 asked to end, 2 unusable file, 3 a fault. */
async function main(path: string): Promise<number> {
  try {
    const file = readConfiguration(path, policyForm);
    const service = serviceOf(file);
    const server = new PolicyServer(service);
    service.keys.watch();
    await server.listen(file.listen);
    const { topology, zone, listen, egress } = file;
    log('info', 'started', { topology, zone, workloads: service.workloads.size, keys: service.keys.size ?? 'none', listen, egress });
    const signal = await asked();
    log('info', 'draining', { signal });
    await server.drain();
    service.keys.unwatch();
    service.egress.close();
    log('info', 'ended');
    return 0;
  } catch (error) {
    // The texts of other errors may hold anything.
    if (error instanceof UnusableInput) process.stderr.write(`${error.message}\n`);
    else log('error', 'failed', errorFields(error));
    return error instanceof UnusableInput ? 2 : 3;
  }
}

function asked(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, resolve);
  });
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  reportCrashes();
  process.exitCode = await main(process.argv[2] ?? '');
}
