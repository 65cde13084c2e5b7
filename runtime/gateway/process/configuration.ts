import { readFileSync } from 'node:fs';
import type { z } from 'zod';

/** A file or an environment that a process cannot start with: exit code 2. Its text holds no value of either. */
export class UnusableInput extends Error {
  override readonly name = 'UnusableInput';
}

/** Reads a file of the gateway by its form. Says which value is wrong, never what it is. */
export function readConfiguration<Form extends z.ZodType>(path: string, form: Form): z.infer<Form> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UnusableInput(`${path} cannot be read as JSON: ${(error as NodeJS.ErrnoException).code ?? 'it is malformed'}.`);
  }
  const parsed = form.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new UnusableInput(parsed.error.issues.map(({ path: at, message }) => `${path}: ${at.join('.')}: ${message}`).join('\n'));
}
