import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { licenceArtefacts } from '../../reports/licence/artefacts.js';
import { asOfDate } from '../../synthesis/as-of.js';
import { replaceFile, writingInto } from '../../synthesis/storage.js';
import { loadTopology } from '../../topology/load.js';
import { refusal } from '../refusal.js';
import type { TopologyOptions } from './topology.js';

export interface ArtefactsOptions extends TopologyOptions {
  /** Folder that they are written into. */
  readonly out: string;
}

/** Writes what the licence of each served release wants shown and handed on: all of it, or nothing where a licence was not accepted. Exit code 2 then. */
export function licenceArtefactsOf({ topology: file, asOf: asked, out }: ArtefactsOptions): number {
  const { topology } = loadTopology(file);
  const { artefacts, problems } = licenceArtefacts(topology, asOfDate(topology, asked));
  if (problems.length > 0) throw refusal(...problems.map(({ message }) => message));
  writingInto(out, () => {
    for (const { path, text } of artefacts) {
      const target = join(out, path);
      mkdirSync(dirname(target), { recursive: true });
      replaceFile(target, text);
      process.stdout.write(`${target}\n`);
    }
  });
  return 0;
}
