import type { EncryptedSecret } from '../../../constructs/aws/encryption/encrypted-secret.js';
import type { LentKey } from '../../../constructs/aws/encryption/lent-key.js';
import type { PrivatePlacement } from '../../../constructs/aws/network/private-placement.js';
import type { EncryptedLogGroup } from '../../../constructs/aws/storage/encrypted-log-group.js';
import type { Tags } from '../../../derived/tags.js';
import type { Topology } from '../../../topology/schema/topology.js';

/** Reads a value that another stack of the account shares, at deployment. */
export type SharedValue = (...name: readonly string[]) => string;

/** What the models of one fleet share. */
export interface FleetParts {
  /** Id of the host. */
  readonly id: string;
  readonly topology: Topology;
  readonly key: LentKey;
  readonly logGroup: EncryptedLogGroup;
  readonly apiKey: EncryptedSecret;
  readonly network: PrivatePlacement;
  readonly shared: SharedValue;
  readonly tags: Tags;
}
