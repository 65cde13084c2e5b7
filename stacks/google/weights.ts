import { DataGoogleStorageProjectServiceAccount } from '@cdktf/provider-google/lib/data-google-storage-project-service-account/index.js';
import type { Construct } from 'constructs';
import { EncryptionKey } from '../../constructs/google/encryption/encryption-key.js';
import { SigningKey } from '../../constructs/google/encryption/signing-key.js';
import { WeightsBucket } from '../../constructs/google/weights/weights-bucket.js';
import { googleWeightsBucket } from '../../derived/names.js';
import type { Tags } from '../../derived/tags.js';
import { existingBucket } from '../../derived/weights-buckets.js';
import { settlingSeconds } from '../../facts/waits.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import type { StackContext } from '../context.js';
import { GoogleStack } from './google-stack.js';
import { keyPlace } from './names.js';

/**
 * Model weights of one account and region, shared by the fleets there, and the key that signs their manifests. Nodes and
 * fleets find them by name, so nothing here is read from this stack's state.
 */
export class WeightsStack extends GoogleStack {
  constructor(scope: Construct, context: StackContext, alias: string, region: string) {
    super(scope, context, { account: alias, region, name: ['google-weights', region], origin: pathOf('accounts', 'google', alias), tags: {} });
    const { topology } = context;
    const { project } = entity(topology.accounts.google, alias);
    const { labels } = this;
    const { ingestServiceAccount, signingKeyGeneration } = topology.weights;
    const writer = ingestServiceAccount === undefined ? undefined : `serviceAccount:${ingestServiceAccount}`;
    const at = { project, location: region, labels };
    if (existingBucket(topology, 'google', alias, region) === undefined) this.storage(topology, at, writer);
    new SigningKey(this, signingKeyGeneration === 1 ? 'SigningKey' : `SigningKey${signingKeyGeneration}`, {
      place: keyPlace(topology, `signing-${signingKeyGeneration}`, at),
      signer: writer,
    });
  }

  /** A bucket with a key of its own. */
  private storage(topology: Topology, at: { readonly project: string; readonly location: string; readonly labels: Tags }, writer: string | undefined): void {
    const { project, location, labels } = at;
    const storage = new DataGoogleStorageProjectServiceAccount(this, 'StorageAgent', { project });
    const key = new EncryptionKey(this, 'Key', {
      place: keyPlace(topology, 'weights', at),
      users: { Storage: storage.member },
      settleSeconds: settlingSeconds('google-grant'),
    });
    new WeightsBucket(this, 'Storage', {
      project,
      name: googleWeightsBucket(topology.name, project, location),
      region: location,
      key: key.usable,
      writer,
      labels,
    });
  }
}
