import type { Construct } from 'constructs';
import { ImportBucket } from '../../../constructs/google/import-bucket.js';
import { SearchApp } from '../../../constructs/google/search-app.js';
import { physicalName } from '../../../derived/names.js';
import { searchLocation } from '../../../facts/google.js';
import { nameLimit } from '../../../facts/limits.js';
import type { StackContext } from '../../../stacks/context.js';
import { searchKey, serviceAgent } from '../../../stacks/google/account.js';
import { GoogleStack } from '../../../stacks/google/google-stack.js';
import { output } from '../../../stacks/terraform-output.js';
import { pathOf } from '../../../topology/path.js';
import { entity, sortedEntries } from '../../../topology/views.js';
import type { VertexEndpointHost } from '../schema.js';

/**
 * Vertex AI Search of one host: data stores, engine, and the bucket that documents come in through.
 *
 * After the account's foundation, which registers the key: a data store made before that stays without it for ever.
 */
export class SearchStack extends GoogleStack {
  constructor(scope: Construct, context: StackContext, id: string, host: VertexEndpointHost, search: NonNullable<VertexEndpointHost['search']>) {
    super(scope, context, {
      account: host.account,
      region: host.region,
      name: ['google-search', id],
      origin: pathOf('hosts', id, 'search'),
      tags: { host: id },
    });
    const { topology } = context;
    const account = entity(topology.accounts.google, host.account);
    const { project, number } = account;
    const key = searchKey(topology, host.account, search.location)?.name;

    const documents = new ImportBucket(this, 'Import', {
      project,
      // Bucket names are one namespace for the whole world; the project id makes ours ours.
      name: physicalName(nameLimit('bucket'), project, topology.name, id, 'import'),
      // The same jurisdiction as the index. `global` is none, so the documents at least stay where the host is.
      location: (searchLocation(search.location)?.resident === true ? search.location : host.region).toUpperCase(),
      reader: serviceAgent(account, 'discoveryengine'),
      key,
      labels: this.labels,
    });
    const { engine } = new SearchApp(this, 'Search', {
      project,
      location: search.location,
      engineId: physicalName(nameLimit('googleResource'), topology.name, id),
      displayName: `${topology.name} ${id}`,
      tier: search.tier,
      dataStores: Object.fromEntries(
        sortedEntries(search.dataStores).map(([dataStore, { displayName, chunkTokens }]) => [
          dataStore,
          { dataStoreId: physicalName(nameLimit('googleResource'), topology.name, id, dataStore), displayName, chunkTokens },
        ]),
      ),
      key,
    });
    // By project number: the form in which the service names it in answers and audit logs.
    const place = `projects/${number}/locations/${search.location}`;
    output(this, 'servingConfig', `${place}/collections/default_collection/engines/${engine.engineId}/servingConfigs/default_search`);
    // The host of the location: the one without prefix serves `global` only, and would answer a question abroad.
    const facts = searchLocation(search.location);
    if (facts !== undefined) output(this, 'searchHost', facts.apiHost);
    // Documented for `global` only. An answer to check is as resident as the question was.
    if (facts?.resident === false) output(this, 'groundingConfig', `${place}/groundingConfigs/default_grounding_config`);
    output(this, 'importBucket', documents.bucket.name);
  }
}
