import { DataGoogleLoggingProjectCmekSettings } from '@cdktf/provider-google/lib/data-google-logging-project-cmek-settings/index.js';
import { DataGoogleStorageProjectServiceAccount } from '@cdktf/provider-google/lib/data-google-storage-project-service-account/index.js';
import type { Construct } from 'constructs';
import { EncryptionKey } from '../../constructs/google/encryption/encryption-key.js';
import { SearchEncryption } from '../../constructs/google/search/search-encryption.js';
import { type AccountView, isOnVertex } from '../../derived/google-accounts.js';
import type { Tags } from '../../derived/tags.js';
import { settlingSeconds } from '../../facts/waits.js';
import type { StackContext } from '../context.js';
import { searchKey, searchLocations, serviceAgent } from './account.js';
import { keyPlace } from './names.js';

/**
 * The keys of an account: one per search location in the matching multi-region, registered with Vertex AI Search, and one
 * in its home region, for Vertex AI and logs, which is returned.
 *
 * Reading the agents of Cloud Storage and Cloud Logging brings them into being. Those of Vertex AI and Vertex AI Search
 * come with the first use of the API; the provider that could ask for them is google-beta only. In a new project run
 * `gcloud beta services identity create --service=aiplatform.googleapis.com` (and `discoveryengine`) first.
 */
export function accountKeys(scope: Construct, { topology }: StackContext, view: AccountView, labels: Tags): EncryptionKey {
  const { account, alias } = view;
  const { project } = account;
  const logging = new DataGoogleLoggingProjectCmekSettings(scope, 'LoggingAgent', { project });
  const onVertex = isOnVertex(view);
  const storage = onVertex ? new DataGoogleStorageProjectServiceAccount(scope, 'StorageAgent', { project }) : undefined;
  const key = (purpose: 'regional' | 'search', location: string, users: Readonly<Record<string, string>>) =>
    new EncryptionKey(scope, `${purpose}-${location}`, {
      place: keyPlace(topology, purpose, { project, location, labels }),
      users,
      settleSeconds: settlingSeconds('google-grant'),
    });

  for (const location of searchLocations(view)) {
    const wanted = searchKey(topology, alias, location);
    if (wanted === undefined) continue;
    // An existing key's owner grants it to the service agents.
    const made =
      wanted.madeIn &&
      key('search', wanted.madeIn, {
        Search: serviceAgent(account, 'discoveryengine'),
        ...(storage && { Storage: storage.member }),
      });
    new SearchEncryption(scope, `registration-${location}`, {
      project,
      location,
      key: made ? made.key.id : wanted.name,
      dependsOn: made ? made.usable.grants : [],
    });
  }
  return key('regional', view.homeRegion, {
    Logging: `serviceAccount:${logging.serviceAccountId}`,
    ...(onVertex && { Vertex: serviceAgent(account, 'aiplatform') }),
  });
}
