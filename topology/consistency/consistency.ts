import type { SourceDocument } from '../document.js';
import type { Problem } from '../error.js';
import { dotted, mostProblems } from '../path-text.js';
import type { Topology } from '../schema/topology.js';
import { accountMisfits } from './accounts.js';
import { agreementMisfits } from './agreements.js';
import { allocationMisfits } from './allocation.js';
import { approvalMisfits } from './approvals.js';
import { azureFleetMisfits } from './azure-fleets.js';
import { billExportMisfits } from './bill-exports.js';
import { danglingNames } from './dangling-names.js';
import { endpointMisfits } from './endpoints.js';
import { existingMisfits } from './existing/existing.js';
import { extensionMisfits } from './extensions.js';
import { fineTuneMisfits } from './fine-tunes.js';
import { gatewayImageMisfits } from './gateway-images.js';
import { gatewayMisfits } from './gateways.js';
import { hostnameMisfits } from './hostnames.js';
import { linkMisfits } from './links.js';
import type { Misfit } from './misfit.js';
import { networkMisfits } from './networks.js';
import { organizationMisfits } from './organization.js';
import { placeMisfits } from './places.js';
import { providerKeyMisfits } from './provider-keys.js';
import { rangeMisfits } from './ranges.js';
import { regionMisfits } from './region-names.js';
import { supplyMisfits } from './supply.js';
import { workloadMisfits } from './workloads.js';
import { workspaceMisfits } from './workspaces.js';

const checks: readonly ((topology: Topology) => readonly Misfit[])[] = [
  regionMisfits,
  placeMisfits,
  rangeMisfits,
  networkMisfits,
  linkMisfits,
  endpointMisfits,
  hostnameMisfits,
  azureFleetMisfits,
  gatewayMisfits,
  gatewayImageMisfits,
  existingMisfits,
  accountMisfits,
  organizationMisfits,
  supplyMisfits,
  workloadMisfits,
  workspaceMisfits,
  providerKeyMisfits,
  approvalMisfits,
  agreementMisfits,
  extensionMisfits,
  allocationMisfits,
  billExportMisfits,
  fineTuneMisfits,
];

/** What the schema cannot see: names that point nowhere, and once they all point somewhere, sections that do not fit each other. */
export function consistencyProblems(topology: Topology, source: SourceDocument): Problem[] {
  const dangling = danglingNames(topology);
  const misfits: readonly Misfit[] = dangling.length > 0 ? dangling : checks.flatMap((check) => check(topology));
  return misfits
    .slice(0, mostProblems)
    .map(({ path, message }) => ({ message: `${dotted(path)}: ${message}`, location: source.locate(path), path: dotted(path) }));
}
