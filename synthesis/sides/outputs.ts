import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Side } from '../../diff/side.js';
import { loadOlderTopology } from '../../topology/load.js';
import { readTopologyDigest } from '../blueprint-file.js';
import { assertOneGeneration } from '../one-generation.js';
import { judgeOutputs } from './judge.js';
import { gatewayOf, readOutputs, unjudged } from './read.js';
import type { SideRequest } from './request.js';

/** A side that was synthesized before. */
export function outputsSide(request: SideRequest, directories: readonly string[]): Side {
  assertOneGeneration(directories, `${request.option}: ${request.label}: `);
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
