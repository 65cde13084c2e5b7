import { DiscoveryEngineDataStore } from '@cdktf/provider-google/lib/discovery-engine-data-store/index.js';
import { DiscoveryEngineSearchEngine } from '@cdktf/provider-google/lib/discovery-engine-search-engine/index.js';
import { Construct } from 'constructs';
import { keep } from '../provider/keep.js';

export interface SearchDataStore {
  /** Id of the data store, unique in its location. */
  readonly dataStoreId: string;
  /** Name shown in the console. */
  readonly displayName: string;
  /** Size of a chunk in tokens, 100 to 500. */
  readonly chunkTokens: number;
}

export interface SearchAppProps {
  /** Project that it is made in. */
  readonly project: string;
  /** `eu`, `us` or `global`. */
  readonly location: string;
  /** Id of the app, unique in its location. */
  readonly engineId: string;
  /** Name shown in the console. */
  readonly displayName: string;
  /** Edition that queries are answered and billed by. */
  readonly tier: 'standard' | 'enterprise';
  /** Data stores by construct id. */
  readonly dataStores: Readonly<Record<string, SearchDataStore>>;
  /**
   * Customer-managed key, registered with the location beforehand.
   * @default - encrypted with a key of Google
   */
  readonly key: string | undefined;
}

/**
 * Vertex AI Search over documents that a person reads and a model quotes: data stores cut along the layout, one engine.
 *
 * No add-on is enabled: `SEARCH_ADD_ON_LLM` would hand the passages to a Google model. No type here takes labels.
 */
export class SearchApp extends Construct {
  readonly engine: DiscoveryEngineSearchEngine;

  constructor(scope: Construct, id: string, props: SearchAppProps) {
    super(scope, id);
    const place = { project: props.project, location: props.location, industryVertical: 'GENERIC' };
    const dataStores = Object.entries(props.dataStores).map(
      ([dataStore, { dataStoreId, displayName, chunkTokens }]) =>
        new DiscoveryEngineDataStore(this, dataStore, {
          ...place,
          dataStoreId,
          displayName,
          contentConfig: 'CONTENT_REQUIRED',
          solutionTypes: ['SOLUTION_TYPE_SEARCH'],
          createAdvancedSiteSearch: false,
          kmsKeyName: props.key,
          documentProcessingConfig: {
            defaultParsingConfig: { layoutParsingConfig: {} },
            chunkingConfig: { layoutBasedChunkingConfig: { chunkSize: chunkTokens, includeAncestorHeadings: true } },
          },
          // Everything but the display name is replaced on change, and the index goes with it.
          lifecycle: { preventDestroy: true },
        }),
    );
    for (const dataStore of dataStores) keep(dataStore);
    this.engine = new DiscoveryEngineSearchEngine(this, 'Engine', {
      ...place,
      engineId: props.engineId,
      collectionId: 'default_collection',
      displayName: props.displayName,
      dataStoreIds: dataStores.map((dataStore) => dataStore.dataStoreId),
      searchEngineConfig: { searchTier: `SEARCH_TIER_${props.tier.toUpperCase()}` },
    });
    // From provider 7.21 and 7.8; the binding does not know them. Analytics are kept about what was asked.
    this.engine.addOverride('disable_analytics', true);
    if (props.key !== undefined) this.engine.addOverride('kms_key_name', props.key);
  }
}
