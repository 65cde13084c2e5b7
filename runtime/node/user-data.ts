import { readFileSync } from 'node:fs';

const script = readFileSync(new URL('prepare-node.sh', import.meta.url), 'utf8');

/** User data of a GPU node: the preparation script with its settings in front. Values may be deploy-time tokens. */
export function nodeUserData(settings: Readonly<Record<string, string>>): string {
  const [shebang, ...body] = script.split('\n');
  const exports = Object.entries(settings).map(([name, value]) => `export ${name}="${value}"`);
  return [shebang, ...exports, ...body].join('\n');
}
