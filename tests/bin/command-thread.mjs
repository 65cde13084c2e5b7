import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { workerData } from 'node:worker_threads';
import { bundled } from '../../bin/bundle.mjs';
import { evaluated } from './evaluated.mjs';
import { inSameThread } from './same-thread.mjs';

/**
 * Runs commands of `bin/` one after the other for `run` in run.ts: each time the bundle is evaluated anew, as a process would, but both frameworks stay loaded.
 * The asker waits for `answered`, so an answer is posted first.
 */
const { port, answered } = workerData;
const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL('../..', import.meta.url));
inSameThread();
const files = new Map();

let written;
for (const name of ['stdout', 'stderr']) {
  process[name].write = (chunk, encoding, done) => {
    written[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    const callback = typeof encoding === 'function' ? encoding : done;
    if (callback !== undefined) setImmediate(callback);
    return true;
  };
}

function answer(code) {
  port.postMessage({ code, ...written });
  Atomics.store(answered, 0, 1);
  Atomics.notify(answered, 0);
}

/** CDK copies an asset once in a process and takes it for there in every later output. */
function forgetAssets() {
  const core = Object.entries(require.cache).find(([path]) => path.endsWith('/aws-cdk-lib/core/lib/asset-staging.js'))?.[1];
  core?.exports.AssetStaging.clearAssetHashCache();
}

/** What ends a process that nothing catches. */
function crash(error) {
  written.stderr += `${error instanceof Error ? error.stack : String(error)}\n`;
  answer(1);
}
process.on('uncaughtException', crash);
process.on('unhandledRejection', crash);

port.on('message', async ({ script, args, cwd, env }) => {
  written = { stdout: '', stderr: '' };
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  process.exitCode = 0;
  // Each command listens for a closed pipe; a process ends with its own, and a thread would warn at the eleventh.
  for (const name of ['stdout', 'stderr']) process[name].removeAllListeners('error');
  try {
    // A bundler that is started here outlives the case and its directory.
    process.cwd = () => root;
    // The sources of a run do not change (global-setup.ts): their digest is taken once.
    files.set(script, files.get(script) ?? (await bundled(script)));
    const file = files.get(script);
    // The asker has changed the directory; Node tells a thread so only at some later time.
    process.cwd = () => cwd;
    process.argv = [process.execPath, file, ...args];
    forgetAssets();
    await evaluated(file).ended;
    answer(process.exitCode);
  } catch (error) {
    crash(error);
  }
});
