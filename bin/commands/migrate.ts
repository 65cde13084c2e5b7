import { replaceFile } from '../../synthesis/storage.js';
import { type Migrated, migrate, migrateApprovals } from '../../topology/migrate.js';
import { currentVersion } from '../../topology/schema/topology.js';
import { besideTopology, readBeside, readTopology } from '../../topology/siblings.js';

export interface MigrateOptions {
  readonly topology: string;
  /** @default - the migrated files are printed */
  readonly write?: true;
}

/** Takes a topology and the approvals beside it to the current schema version: prints them, or replaces the files. What changed goes beside, line by line. */
export function migrateTopology({ topology, write }: MigrateOptions): number {
  const source = readTopology(topology);
  const approvals = readBeside(topology, 'approvals');
  const files = [
    { path: topology, before: source, after: migrate(source.text, source.file) },
    ...(approvals === undefined
      ? []
      : [{ path: besideTopology(topology, 'approvals'), before: approvals, after: migrateApprovals(approvals.text, approvals.file, source.text) }]),
  ];
  // The topology first: approvals that no step touches are not worth a word.
  const concerned = files.filter(({ before, after }, index) => index === 0 || before.text !== after.text);
  const said = concerned.map(({ before, after }) => `${report(before.file, after)}\n`).join('');
  if (write === undefined) {
    process.stdout.write(concerned.map(({ before, after }, index) => (index === 0 ? after.text : `# ${before.file}\n${after.text}`)).join(''));
    process.stderr.write(said);
    return 0;
  }
  // The topology last: the approvals are of its version, and a run that is cut off in between is taken up by the next.
  for (const { path, before, after } of files.toReversed()) if (after.text !== before.text) replaceFile(path, after.text);
  process.stdout.write(said);
  return 0;
}

function report(file: string, { from, changes }: Migrated): string {
  if (from === currentVersion) return `${file}: is of version ${from}, the current one; nothing changes`;
  return [`${file}: version ${from} -> ${currentVersion}`, ...changes].join('\n  ');
}
