import type { SourceDocument } from './document.js';
import { InputError } from './error.js';
import { show } from './path-text.js';
import { currentVersion } from './schema/topology.js';
import { toolVersion } from './tool-version.js';

/** Version that a file declares; one without `schemaVersion` is of version 1. Throws on what is no version that this tool knows. */
export function versionOf(source: SourceDocument): number {
  const { data } = source;
  // What is no mapping is no topology of any version: the schema says so.
  if (data === null || typeof data !== 'object' || Array.isArray(data)) return currentVersion;
  const declared: unknown = (data as Record<string, unknown>)['schemaVersion'];
  if (declared === undefined) return 1;
  if (Number.isInteger(declared) && Number(declared) >= 1 && Number(declared) <= currentVersion) return Number(declared);
  const newer = Number.isInteger(declared) && Number(declared) > currentVersion;
  throw problem(
    source,
    `received ${show(declared)}. Allowed: ${currentVersion}, or an older version for "blueprint migrate".${newer ? ` The file was written for a newer blueprint than this one, ${toolVersion()}: update the blueprint, or use the one that the file was written for.` : ''}`,
  );
}

/** Refuses a file of an older version, and says how it becomes one of this version. */
export function assertCurrent(source: SourceDocument): void {
  const version = versionOf(source);
  if (version === currentVersion) return;
  const found = version === 1 && !declares(source) ? 'missing, so the file is of version 1' : `received ${version}`;
  throw problem(
    source,
    `${found}. Allowed: ${currentVersion}. Run "npm run blueprint -- migrate --topology ${source.file} --write"; it keeps comments and formatting, and without --write only prints the result.`,
  );
}

function declares({ data }: SourceDocument): boolean {
  return 'schemaVersion' in (data as object);
}

function problem(source: SourceDocument, message: string): InputError {
  return new InputError([{ message: `schemaVersion: ${message}`, location: source.locate(['schemaVersion']), path: 'schemaVersion' }]);
}
