import { DataGoogleStorageProjectServiceAccount } from '@cdktf/provider-google/lib/data-google-storage-project-service-account/index.js';
import type { Construct } from 'constructs';
import { EncryptionKey } from '../../constructs/google/encryption-key.js';
import { SigningKey } from '../../constructs/google/signing-key.js';
import { WeightsBucket } from '../../constructs/google/weights-bucket.js';
import { googleWeightsBucket } from '../../derived/names.js';
import { settlingSeconds } from '../../facts/waits.js';
import { pathOf } from '../../topology/path.js';
import { entity } from '../../topology/views.js';
import type { StackContext } from '../context.js';
import { GoogleStack } from './google-stack.js';
import { keyNames } from './names.js';

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
    const storage = new DataGoogleStorageProjectServiceAccount(this, 'StorageAgent', { project });
    const names = keyNames(topology, 'weights');
    const key = new EncryptionKey(this, 'Key', {
      project,
      location: region,
      keyRing: names.keyRing,
      name: names.key,
      users: { Storage: storage.member },
      settleSeconds: settlingSeconds('google-grant'),
      labels,
    });
    new WeightsBucket(this, 'Storage', {
      project,
      name: googleWeightsBucket(topology.name, project, region),
      region,
      key: { name: key.key.id, grants: key.grants },
      writer,
      labels,
    });
    const signing = keyNames(topology, `signing-${signingKeyGeneration}`);
    new SigningKey(this, signingKeyGeneration === 1 ? 'SigningKey' : `SigningKey${signingKeyGeneration}`, {
      project,
      location: region,
      keyRing: signing.keyRing,
      name: signing.key,
      signer: writer,
      labels,
    });
  }
}
