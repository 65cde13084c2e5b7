import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { readConfiguration, UnusableInput } from './configuration.js';
import { type TaskEnvironment, taskEnvironment, workerEnvironment } from './environment.js';
import { errorFields, log, reportCrashes } from './log.js';
import { supervise } from './supervise.js';

/** A program of the gateway: `node <program> FILE` supervises, `node <program> FILE <worker>` is one of its workers. */
export interface Program<Form extends z.ZodType> {
  /** URL of the module that is started. */
  readonly module: string;
  readonly form: Form;
  /** Names of the workers. */
  workers(file: z.infer<Form>): readonly string[];
  /** Does the work until the process is asked to end. */
  work(file: z.infer<Form>, worker: string, environment: TaskEnvironment): Promise<void>;
}

/** Runs a program with the arguments and the environment of its process. Exit codes: 0 asked to end, 2 unusable file or environment, 3 a fault. */
export async function run<Form extends z.ZodType>(program: Program<Form>, { argv, env }: Pick<NodeJS.Process, 'argv' | 'env'>): Promise<number> {
  const [, , path = '', worker] = argv;
  try {
    const file = readConfiguration(path, program.form);
    const environment = taskEnvironment(env);
    if (worker === undefined) {
      await supervise(
        fileURLToPath(program.module),
        program.workers(file).map((name) => [path, name]),
        workerEnvironment(environment),
      );
    } else {
      reportCrashes();
      // Its supervisor is gone: nobody would stop it.
      process.once('disconnect', () => process.exit(0));
      await program.work(file, worker, environment);
    }
    return 0;
  } catch (error) {
    // The texts of other errors may hold anything.
    if (error instanceof UnusableInput) process.stderr.write(`${error.message}\n`);
    else log('error', 'failed', errorFields(error));
    return error instanceof UnusableInput ? 2 : 3;
  }
}

/** Whether a module is the one that Node was started with. */
export function isMain(module: string, { argv }: Pick<NodeJS.Process, 'argv'>): boolean {
  return argv[1] !== undefined && realpathSync(argv[1]) === fileURLToPath(module);
}
