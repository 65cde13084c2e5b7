import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Asset, type Deployment, record } from '../evidence/synthesized/stack.js';
import { readJson } from './json-file.js';

/**
 * What is deployed beside a template, as the list of assets next to it says; nothing where there is no list. An asset has no files where its directory is
 * missing, or is not the one that its object is named after.
 */
export function readAssets(template: string): Readonly<Record<string, Asset>> {
  const directory = dirname(template);
  return Object.fromEntries(
    Object.values(readAssetList(template).files).flatMap((entry) => {
      const { source, destinations } = record(entry);
      const { path, packaging } = record(source);
      const keys = Object.values(record(destinations)).map((destination) => String(record(destination)['objectKey']));
      // The template itself is among its assets.
      if (packaging === 'file')
        return String(path) === basename(template) ? [] : keys.map((key): [string, Asset] => [key, fileAsset(directory, key, String(path))]);
      if (packaging !== 'zip') return [];
      return keys.map((key): [string, Asset] => {
        const own = /^[0-9a-f]{64}\.zip$/.test(key) && path === `asset.${key.replace('.zip', '')}`;
        return [key, { files: own ? digestsIn(join(directory, path)) : {} }];
      });
    }),
  );
}

/** A file is the one that its object is named after, or it is not read. Only JSON is text. */
function fileAsset(directory: string, key: string, path: string): Asset {
  const file = join(directory, path);
  const [, name = '', form] = /(?:^|\/)([0-9a-f]{64}\.(json|tar))$/.exec(key) ?? [];
  if (name === '' || path !== `asset.${name}` || !existsSync(file)) return { files: {} };
  const content = readFileSync(file);
  return form === 'json' ? { files: {}, text: content.toString('utf8') } : { files: { [path]: createHash('sha256').update(content).digest('hex') } };
}

/** The list of assets beside a template, as it is written; empty where there is none. */
export function readAssetList(template: string): Pick<Deployment, 'files' | 'images'> {
  const list = template.replace(/\.template\.json$/, '.assets.json');
  if (list === template || !existsSync(list)) return { files: {}, images: {} };
  const { files, dockerImages } = readJson(list, 'this is no complete output, synthesize again');
  return { files: record(files), images: record(dockerImages) };
}

function digestsIn(directory: string): Record<string, string> {
  if (!existsSync(directory)) return {};
  const files = readdirSync(directory, { recursive: true }).map(String).sort();
  return Object.fromEntries(
    files.flatMap((file) => {
      const path = join(directory, file);
      return statSync(path).isFile() ? [[file, createHash('sha256').update(readFileSync(path)).digest('hex')]] : [];
    }),
  );
}
