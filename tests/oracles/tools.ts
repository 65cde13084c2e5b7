import { mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../support/documents.js';
import { pythonEnvironment } from '../support/python-environment.js';

/** What one oracle says: findings fail the verification; what it could not judge fails only `--strict`. */
export interface Verdict {
  readonly findings: readonly string[];
  /** What was judged, with numbers; empty when nothing was. */
  readonly judged: string;
  /**
   * What was not judged, all or a part, and why.
   * @default - everything was judged
   */
  readonly skipped?: string;
}

/** Python environment of the oracles, or why there is none. */
export const oracleEnvironment = () => pythonEnvironment('oracles', 'tests/oracles/requirements.txt');

export interface AssemblyStack {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** Template file. */
  readonly template: string;
}

/** Stacks of a cloud assembly in the order of the application. */
export function stacksOf(assembly: string): AssemblyStack[] {
  const { artifacts } = JSON.parse(readFileSync(join(assembly, 'manifest.json'), 'utf8'));
  return Object.entries<Json>(artifacts).flatMap(([name, { type, environment, properties }]) =>
    type === 'aws:cloudformation:stack'
      ? [{ name, account: environment.split('/')[2], region: environment.split('/').at(-1), template: properties.templateFile }]
      : [],
  );
}

export function say(line: string): void {
  process.stdout.write(`verify: ${line}\n`);
}

/** Folder for what an oracle fetched or built, kept from run to run. */
export function cacheDirectory(name: string): string {
  const directory = join(realpathSync('node_modules'), '.cache', 'hybrid-llama-blueprint', name);
  mkdirSync(directory, { recursive: true });
  return directory;
}
