import type { Construct } from 'constructs';
import { ImportBucket } from '../../../constructs/google/search/import-bucket.js';
import { SearchApp } from '../../../constructs/google/search/search-app.js';
import { physicalName } from '../../../derived/names.js';
import { searchLocation } from '../../../facts/google.js';
import type { StackContext } from '../../../stacks/context.js';
import { searchKey, serviceAgent } from '../../../stacks/google/account.js';
import { GoogleStack } from '../../../stacks/google/google-stack.js';
import { output } from '../../../stacks/terraform-output.js';
import type { GoogleAccount } from '../../../topology/schema/accounts.js';
import { entity, sortedEntries } from '../../../topology/views.js';
import type { VertexEndpointHost } from '../schema.js';

type Search = NonNullable<VertexEndpointHost['search']>;

/**
 * Vertex AI Search of one host: data stores, engine, and the bucket that documents come in through.
 *
 * After the account's foundation, which registers the key: a data store made before that stays without it for ever.
 */
export class SearchStack extends GoogleStack {
  constructor(scope: Construct, context: StackContext, id: string, host: VertexEndpointHost, search: Search) {
    super(scope, context, {
      account: host.account,
      region: host.region,
      name: ['google-search', id],
      origin: `hosts.${id}.search`,
      tags: { host: id },
    });
    const account = entity(context.topology.accounts.google, host.account);
    const key = searchKey(context.topology, host.account, search.location)?.name;
    const documents = this.documents(context, id, host, search, key);
    const { engine } = this.app(context, id, account, search, key);
    // By project number: the form in which the service names it in answers and audit logs.
    const place = `projects/${account.number}/locations/${search.location}`;
    output(this, 'servingConfig', `${place}/collections/default_collection/engines/${engine.engineId}/servingConfigs/default_search`);
    // The host of the location: the one without prefix serves `global` only, and would answer a question abroad.
    const facts = searchLocation(search.location);
    if (facts !== undefined) output(this, 'searchHost', facts.apiHost);
    // Documented for `global` only. An answer to check is as resident as the question was.
    if (facts?.resident === false) output(this, 'groundingConfig', `${place}/groundingConfigs/default_grounding_config`);
    output(this, 'importBucket', documents.bucket.name);
  }

  private documents({ topology }: StackContext, id: string, host: VertexEndpointHost, { location }: Search, key: string | undefined): ImportBucket {
    const account = entity(topology.accounts.google, host.account);
    return new ImportBucket(this, 'Import', {
      project: account.project,
      // Bucket names are one namespace for the whole world; the project id makes ours ours.
      name: physicalName(63, account.project, topology.name, id, 'import'),
      // The same jurisdiction as the index. `global` is none, so the documents at least stay where the host is.
      location: (searchLocation(location)?.resident === true ? location : host.region).toUpperCase(),
      reader: serviceAgent(account, 'discoveryengine'),
      key,
      labels: this.labels,
    });
  }

  private app({ topology }: StackContext, id: string, { project }: GoogleAccount, { location, tier, dataStores }: Search, key: string | undefined): SearchApp {
    return new SearchApp(this, 'Search', {
      project,
      location,
      engineId: physicalName(63, topology.name, id),
      displayName: `${topology.name} ${id}`,
      tier,
      dataStores: Object.fromEntries(
        sortedEntries(dataStores).map(([dataStore, { displayName, chunkTokens }]) => [
          dataStore,
          { dataStoreId: physicalName(63, topology.name, id, dataStore), displayName, chunkTokens },
        ]),
      ),
      key,
    });
  }
}
