import { replaceFile } from '../../synthesis/storage.js';
import { readDocument } from '../../topology/document.js';
import { migrate } from '../../topology/migrate.js';
import { currentVersion } from '../../topology/schema/topology.js';
import { shownPath } from '../../topology/siblings.js';

export interface MigrateOptions {
  readonly topology: string;
  /** @default - the migrated topology is printed */
  readonly write?: true;
}

/** Takes a topology to the current schema version: prints it, or replaces the file. What changed goes beside, line by line. */
export function migrateTopology({ topology, write }: MigrateOptions): number {
  const { text: before, file } = readDocument(topology, shownPath(topology));
  const { text, from, changes } = migrate(before, file);
  const said =
    from === currentVersion
      ? `${file}: is of version ${from}, the current one; nothing changes`
      : [`${file}: version ${from} -> ${currentVersion}`, ...changes].join('\n  ');
  if (write === undefined) {
    process.stdout.write(text);
    process.stderr.write(`${said}\n`);
    return 0;
  }
  if (text !== before) replaceFile(topology, text);
  process.stdout.write(`${said}\n`);
  return 0;
}
