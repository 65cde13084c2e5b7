import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** Ends with a slash, as a URL. */
let root;
/** What compileAll compiled, by path from the root. */
let compiled;

export function initialize(data) {
  root = data.root;
  compiled = JSON.parse(readFileSync(data.files, 'utf8'));
}

/** TypeScript names its neighbours by what they are compiled to. */
export async function resolve(specifier, context, next) {
  if (!/^\..*\.(js|ts)$/.test(specifier) || !isOurs(context.parentURL)) return next(specifier, context);
  const { href } = new URL(specifier, context.parentURL);
  return { url: href.replace(/\.js$/, '.ts'), format: 'module', shortCircuit: true };
}

export async function load(url, context, next) {
  const [path] = url.split('?');
  if (!isOurs(path) || !path.endsWith('.ts')) return next(url, context);
  const file = compiled[decodeURIComponent(path.slice(root.length))];
  if (file === undefined) throw new Error(`${path} is imported and not there`);
  return { format: 'module', source: await readFile(file), shortCircuit: true };
}

const isOurs = (url) => url?.startsWith(root) && !url.startsWith(`${root}node_modules/`);
