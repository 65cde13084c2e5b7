import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { record } from '../evidence/synthesized/stack.js';
import { InputError } from '../topology/error.js';

/** Outputs of a deployment, by stack. */
export interface DeployedStack {
  readonly stack: string;
  readonly file: string;
  readonly from: 'cdk' | 'terraform';
  readonly outputs: Readonly<Record<string, unknown>>;
}

/**
 * Reads what `cdk deploy --outputs-file` and `terraform output -json` wrote. The latter does not say which module it is
 * of, so its file is named after the stack.
 */
export function readDeployed(file: string): DeployedStack[] {
  const content = json(file);
  const entries = Object.entries(content);
  if (entries.length === 0) throw new InputError([{ message: `${file}: holds no output. Was the stack deployed?` }]);
  if (entries.every(([, value]) => isTerraform(value))) return [terraform(file, content)];
  if (entries.every(([, value]) => isObject(value) && Object.values(value).every((output) => typeof output === 'string')))
    return entries.map(([stack, outputs]) => ({ stack, file, from: 'cdk', outputs: record(outputs) }));
  throw new InputError([
    {
      message: `${file}: neither what "cdk deploy --outputs-file" writes (stacks, each with its outputs) nor "terraform output -json" (outputs with value and type).`,
    },
  ]);
}

function terraform(file: string, content: Record<string, unknown>): DeployedStack {
  const secret = Object.entries(content).filter(([, output]) => record(output)['sensitive'] !== false);
  if (secret.length > 0) {
    throw new InputError(
      secret.map(([name]) => ({
        message: `${file}: output ${name} is sensitive. The outputs file is committed in plain text: take the output out of the stack, or out of this file.`,
      })),
    );
  }
  return {
    stack: basename(file).replace(/\.json$/, ''),
    file,
    from: 'terraform',
    outputs: Object.fromEntries(Object.entries(content).map(([name, output]) => [name, record(output)['value']])),
  };
}

function isTerraform(value: unknown): boolean {
  return isObject(value) && 'value' in value && 'type' in value && typeof value['sensitive'] === 'boolean';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function json(file: string): Record<string, unknown> {
  if (!existsSync(file)) throw new InputError([{ message: `${file}: no such file` }]);
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (isObject(content)) return content;
  } catch (error) {
    throw new InputError([{ message: `${file}: not valid JSON (${(error as Error).message})` }]);
  }
  throw new InputError([{ message: `${file}: a JSON object is needed` }]);
}
