import { unprovisionedHosts } from '../../stacks/provisioned.js';
import { InputError } from '../../topology/error.js';
import { type LoadedTopology, loadTopology } from '../../topology/load.js';

/** Options that every command on a topology takes. */
export interface TopologyOptions {
  readonly topology: string;
  readonly asOf?: string;
}

/** Loads a topology that this version has stacks for. */
export function openTopology(path: string): LoadedTopology {
  const loaded = loadTopology(path);
  const problems = unprovisionedHosts(loaded.topology, loaded.source);
  if (problems.length > 0) throw new InputError(problems);
  return loaded;
}
