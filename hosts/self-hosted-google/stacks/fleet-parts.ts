import type { UsableKey } from '../../../constructs/google/encryption/usable-key.js';
import type { FleetVersion } from '../../../derived/google-fleet-names.js';
import { type NetworkNames, networkNames } from '../../../derived/google-network.js';
import type { Tags } from '../../../derived/tags.js';
import type { ModelServing } from '../../../stacks/serving.js';
import type { Topology } from '../../../topology/schema/topology.js';
import type { GoogleFleetHost } from '../schema.js';

/** One version of a fleet as its parts see it. */
export interface Fleet {
  readonly id: string;
  readonly version: FleetVersion;
  /** As this version has it: its model, and how many nodes it has. */
  readonly host: GoogleFleetHost;
  readonly topology: Topology;
  /** Project of the fleet. */
  readonly project: string;
  /** Name of its parts, at most 36 characters. */
  readonly name: string;
  readonly serving: ModelServing;
  readonly labels: Tags;
}

/** What the nodes of a fleet run as, and the key of what they keep. */
export interface NodeRights {
  /** Service account by e-mail address. */
  readonly serviceAccount: string;
  readonly key: UsableKey;
}

/** Where the nodes of a fleet and its load balancer have their addresses. */
export function networkOf({ topology, host }: Fleet): NetworkNames {
  return networkNames(topology, host.network);
}

/** Port of the model servers, by the name under which instance groups and load balancer agree on it. */
export function serverPort({ serving }: Fleet) {
  return { name: 'vllm', number: serving.port };
}
