import type { SourceDocument } from '../document.js';
import type { Problem } from '../error.js';
import type { Topology } from '../schema/topology.js';
import { dotted } from '../validate.js';
import { danglingNames } from './dangling-names.js';
import { extensionMisfits } from './extensions.js';
import type { Misfit } from './misfit.js';
import { networkMisfits } from './networks.js';
import { organizationMisfits } from './organization.js';
import { supplyMisfits } from './supply.js';

/** What the schema cannot see: names that point nowhere, and once they all point somewhere, sections that do not fit each other. */
export function consistencyProblems(topology: Topology, source: SourceDocument): Problem[] {
  const dangling = danglingNames(topology);
  const misfits: readonly Misfit[] =
    dangling.length > 0 ? dangling : [...networkMisfits(topology), ...organizationMisfits(topology), ...supplyMisfits(topology), ...extensionMisfits(topology)];
  return misfits.map(({ path, message }) => ({ message: `${dotted(path)}: ${message}`, location: source.locate(path), path: dotted(path) }));
}
