import { pathOf } from '../topology/path.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity } from '../topology/views.js';
import { azureBudgetAccounts } from './budgets.js';

/** Where the bill of a subscription goes, and from when on. */
export interface AzureExport {
  /** Unique in the container: what an export writes is in a folder of this name. */
  readonly name: string;
  /** Resource id. */
  readonly storageAccount: string;
  readonly container: string;
  readonly folder: string;
  /** First day of the schedule. */
  readonly from: string;
  /** Where the topology says so. */
  readonly path: string;
}

/** The export of a subscription's bill; undefined where finance names none. */
export function azureExportOf(topology: Topology, account: string): AzureExport | undefined {
  const declared = topology.finance.exports.azure[account];
  if (declared === undefined) return undefined;
  const { store, folder, from } = declared;
  const { storageAccount, container } = entity(topology.finance.exports.stores, store);
  return { name: `${topology.name}-${account}-focus`, storageAccount, container, folder, from, path: azureExportPath(account) };
}

/** Where finance says where the bill of a subscription goes. */
export function azureExportPath(account: string): string {
  return pathOf('finance', 'exports', 'azure', account);
}

/** Subscriptions that the topology pays for and owns: whose bill it is the one to export. */
export function azureBillAccounts(topology: Topology): string[] {
  return azureBudgetAccounts(topology).filter((account) => entity(topology.accounts.azure, account).owns);
}
