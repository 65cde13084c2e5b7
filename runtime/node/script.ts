import { readFileSync } from 'node:fs';

/** A file beside this one. */
export const text = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

const included = /^source "\$\{BASH_SOURCE\[0\]%\/\*\}\/(?:\.\.\/)?(lib\/[a-z-]+\.sh)"$/gm;

/** A script in one piece, as a node gets it: what it sources stands in it, and nothing is said to shellcheck any more. */
export function wholeScript(path: string): string {
  const inserted = text(path).replace(included, (_, library: string) => text(library).trimEnd());
  return inserted.replace(/^# shellcheck .*\n/gm, '');
}

/** A script with its settings in front. Values may be deploy-time tokens. */
export function withSettings(script: string, settings: Readonly<Record<string, string>>, more: readonly string[] = []): string {
  const [shebang, ...body] = script.split('\n');
  const exports = Object.entries(settings).map(([name, value]) => `export ${name}="${value}"`);
  return [shebang, ...exports, ...more, ...body].join('\n');
}
