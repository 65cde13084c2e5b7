import { CommanderError } from 'commander';
import { commandLine } from './command-line.js';
import { explainFailure } from './commands/failure.js';

/** Exit codes: 0 fine, 1 findings of severity error or fatal, 2 unusable input or arguments, 3 a crash of this tool. */
async function main(argv: readonly string[]): Promise<void> {
  await commandLine().parseAsync([...argv], { from: 'user' });
}

function fail(error: unknown): void {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else process.exitCode = explainFailure(error);
}

// The reader of the output has had enough (| head): what it says about the topology is in the exit code.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') fail(error);
});

/** Settled when the command has said everything; the exit code is set by then. */
export const ended = main(process.argv.slice(2)).catch(fail);
