import { storageError } from '../../synthesis/storage.js';
import { ValidatorError } from '../../synthesis/validator-error.js';
import { InputError } from '../../topology/error.js';
import { visible } from '../../topology/invisible.js';

/** Says on standard error why a command failed, and answers with its exit code: 2 unusable input, 3 the machine or this tool. */
export function explainFailure(error: unknown): number {
  if (error instanceof InputError) {
    process.stderr.write(`${visible(error.message)}\n`);
    return 2;
  }
  const storage = storageError(error);
  if (storage !== undefined) {
    process.stderr.write(`${storage.message}.\n`);
    return 3;
  }
  if (error instanceof ValidatorError) {
    process.stderr.write(`${error.message}\n`);
    return 3;
  }
  process.stderr.write('This is a fault of the blueprint, not of your input. Please report it with what follows.\n');
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  return 3;
}
