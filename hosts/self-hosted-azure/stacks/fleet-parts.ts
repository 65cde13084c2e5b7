import type { AzureFleetNames } from '../../../derived/azure-fleet-names.js';
import type { NetworkPlace } from '../../../derived/azure-places.js';
import type { ModelServing } from '../../../stacks/serving.js';
import type { Topology } from '../../../topology/schema/topology.js';
import type { AzureFleetHost } from '../schema.js';

/** A fleet as its parts see it. */
export interface Fleet {
  readonly id: string;
  readonly host: AzureFleetHost;
  readonly topology: Topology;
  readonly names: AzureFleetNames;
  /** Resource group, once it is there, and the region of everything. */
  readonly place: { readonly resourceGroupName: string; readonly location: string };
  readonly network: NetworkPlace;
  readonly serving: ModelServing;
}
