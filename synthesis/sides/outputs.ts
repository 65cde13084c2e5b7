import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Side } from '../../diff/side.js';
import { InputError } from '../../topology/error.js';
import { loadOlderTopology } from '../../topology/load.js';
import { readGeneration, readTopologyDigest } from '../blueprint-file.js';
import { settleOutputs } from '../swap.js';
import { judgeOutputs } from './judge.js';
import { gatewayOf, readOutputs, unjudged } from './read.js';
import type { SideRequest } from './request.js';

/** A side that was synthesized before. */
export function outputsSide(request: SideRequest, directories: readonly string[]): Side {
  assertOneGeneration(request, directories);
  return { ...unjudged(request, readOutputs(directories)), gateway: gatewayOf(directories), ...judgedByItsTopology(request, directories) };
}

/** Outputs are judged by the topology beside them, when they say which one that was and it is still the same. */
function judgedByItsTopology(request: SideRequest, directories: readonly string[]): Partial<Side> {
  const candidates = [...new Set(directories.flatMap((directory) => [join(dirname(directory), basename(request.topology)), resolve(request.topology)]))];
  const recorded = directories.map(readTopologyDigest);
  for (const file of candidates.filter((candidate) => existsSync(candidate))) {
    const loaded = loadOlderTopology(file);
    if (!recorded.includes(loaded.sha256)) continue;
    return { loaded, findings: judgeOutputs(loaded, readOutputs(directories), directories, request.asOf), notes: loaded.notes };
  }
  return { notes: ['outputs without the topology they were made from: not judged, and the topology is not compared'] };
}

/** Outputs of different syntheses were never one state: nothing can be said about what leads from or to it. */
function assertOneGeneration({ option, label }: SideRequest, directories: readonly string[]): void {
  for (const directory of directories) settleOutputs(dirname(resolve(directory)));
  const known = directories.map(readGeneration).filter(({ generation }) => generation !== undefined);
  if (new Set(known.map(({ generation }) => generation)).size <= 1) return;
  const described = known.map(({ directory, generation }) => `${basename(directory)} is of ${generation}`).join(', ');
  throw new InputError([{ message: `${option}: ${label}: outputs of different generations: ${described}. Allowed: one; run "npm run synth" again` }]);
}
