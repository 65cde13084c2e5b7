import { readFile } from 'node:fs/promises';

/** Ends with a slash, as a URL. */
let root;
/** Where compileAll wrote to. */
let directory;

export function initialize(data) {
  ({ root, directory } = data);
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
  return { format: 'module', source: await readFile(`${directory}/${path.slice(root.length, -'.ts'.length)}.js`), shortCircuit: true };
}

const isOurs = (url) => url?.startsWith(root) && !url.startsWith(`${root}node_modules/`);
