import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { readDocument, type SourceDocument } from './document.js';
import { InputError } from './error.js';
import { nearest } from './suggest.js';

const siblings = ['approvals', 'outputs', 'waivers'] as const;

export type Sibling = (typeof siblings)[number];

/** `<name>.approvals.yaml`, `<name>.outputs.yaml` and `<name>.waivers.yaml` are beside `<name>.yaml`, so that code owners can guard each. */
export function besideTopology(path: string, what: Sibling): string {
  return join(dirname(path), `${stem(path)}.${what}.yaml`);
}

/** Reads the file that is named as the topology; refuses one that is beside a topology, which would be taken for one of version 1. */
export function readTopology(path: string): SourceDocument {
  const [, name, what] = /^(.+)\.([^.]+)\.ya?ml$/.exec(basename(path)) ?? [];
  if ((siblings as readonly (string | undefined)[]).includes(what))
    throw new InputError([{ message: `${shownPath(path)}: holds the ${what} beside a topology. Allowed: the topology itself, ${name}.yaml.` }]);
  return readDocument(path, shownPath(path));
}

/** Reads a file beside the topology, or nothing where there is none. */
export function readBeside(path: string, what: Sibling): SourceDocument | undefined {
  const file = besideTopology(path, what);
  return existsSync(file) ? readDocument(file, shownPath(file)) : undefined;
}

/** A misspelt file beside the topology would never be read, without any notice: approvals and waivers would not count. */
export function assertSpelt(path: string): void {
  const expected = siblings.map((what) => basename(besideTopology(path, what)));
  const problems = readdirSync(dirname(resolve(path))).flatMap((name) => {
    const rest = name.slice(stem(path).length);
    if (!name.toLowerCase().startsWith(stem(path).toLowerCase()) || expected.includes(name)) return [];
    // `.waiver.yaml`, `.waivers.yml`, `.waivers.json`, `.waivers`: whatever a person may take for the file.
    const [, kind, extension] = /^\.([^.]+)(\.ya?ml|\.json)?$/i.exec(rest) ?? [];
    const meant = kind === undefined ? undefined : nearest(kind, siblings);
    // `cdk deploy --outputs-file` writes JSON under any name.
    if (meant === undefined || (meant === 'outputs' && extension === '.json')) return [];
    const file = shownPath(join(dirname(path), name));
    return [
      { message: `${file}: no file of this name is read. Allowed beside ${basename(path)}: ${expected.join(', ')}. Rename it to ${stem(path)}.${meant}.yaml.` },
    ];
  });
  if (problems.length > 0) throw new InputError(problems);
}

/** The path as a person in the working directory would write it; never absolute, so that output is the same anywhere. */
export function shownPath(path: string): string {
  const fromHere = relative(process.cwd(), resolve(path));
  return fromHere === '' || fromHere.startsWith('..') || isAbsolute(fromHere) ? basename(path) : fromHere;
}

function stem(path: string): string {
  return basename(path).replace(/\.ya?ml$/, '');
}
