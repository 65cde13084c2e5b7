import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { unzipSync } from 'fflate';
import { filesIn } from './output-files.js';

/**
 * What speaks against an archive in `.cache`. The CDK uploads such an archive as it is when its name fits, and never looks at the code again that
 * it was made of, so whoever replaces it replaces what runs. `fresh` is the cloud assembly as it is synthesized.
 */
export function cachedAssetProblem(archive: string, fresh: string): string | undefined {
  const asset = `asset.${basename(archive, '.zip')}`;
  const expected = filesIn(fresh).filter(({ path }) => path.startsWith(`${asset}/`));
  if (expected.length === 0) return 'belongs to no asset of this synthesis';
  const listed: string[] = [];
  let entries: Record<string, Uint8Array>;
  try {
    entries = unzipSync(readFileSync(archive), { filter: ({ name }) => listed.push(name) > 0 });
  } catch {
    return 'is no readable zip archive';
  }
  // Of two files of one name, another program may unpack the other.
  if (new Set(listed).size < listed.length) return 'holds a file twice';
  const files = listed.filter((name) => !name.endsWith('/'));
  const names = new Set(expected.map(({ path }) => path.slice(asset.length + 1)));
  const extra = files.filter((name) => !names.has(name));
  if (extra.length > 0) return `holds ${extra.join(', ')}, which the asset does not`;
  const differing = [...names].filter((name) => entries[name] === undefined || !readFileSync(join(fresh, asset, name)).equals(entries[name]));
  return differing.length > 0 ? `holds another ${differing.join(', ')} than the asset` : undefined;
}
