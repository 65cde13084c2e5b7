import { readFileSync } from 'node:fs';
import { posix } from 'node:path';

/** A file of this directory. */
export const text = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

const included = /^source "\$\{BASH_SOURCE\[0\]%\/\*\}\/((?:\.\.\/)?lib\/[a-z-]+\.sh)"$/gm;

/** A script with what it sources in its place. */
export const inOnePiece = (path: string) => text(path).replace(included, (_, library: string) => text(posix.join(posix.dirname(path), library)).trimEnd());

/** A script as a machine gets it, in one piece. Comments stay here, where their reader is: EC2 takes 16 KB of user data (docs/adr/0165). */
export function wholeScript(path: string): string {
  const [shebang, ...body] = inOnePiece(path).split('\n');
  return [shebang, `# runtime/${path} says why.`, ...body.filter((line) => !/^\s*#/.test(line))].join('\n');
}

/** A script with its settings in front. Values may be deploy-time tokens. */
export function withSettings(script: string, settings: Readonly<Record<string, string>>, more: readonly string[] = []): string {
  const [shebang, ...body] = script.split('\n');
  const exports = Object.entries(settings).map(([name, value]) => `export ${name}="${value}"`);
  return [shebang, ...exports, ...more, ...body].join('\n');
}
