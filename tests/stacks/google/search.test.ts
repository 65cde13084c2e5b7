import { describe, expect, it } from 'vitest';
import type { Topology } from '../../../topology/schema/topology.js';
import { grounding, referenceWith, stack } from '../../support/google-stacks.js';

const key = 'projects/acme-llama-grounded/locations/europe/keyRings/acme-search/cryptoKeys/search';
const search = (change?: (topology: Topology) => void) => stack('acme-search-google-search-grounding', referenceWith(change));

describe('SearchStack', () => {
  it('keeps index, engine and documents in the declared location, under the key of its multi-region', () => {
    const module = search();
    for (const type of ['google_discovery_engine_data_store', 'google_discovery_engine_search_engine']) {
      expect(module.one(type), type).toMatchObject({ location: 'eu', kms_key_name: key });
    }
    expect(module.one('google_storage_bucket')).toMatchObject({ location: 'EU', encryption: { default_kms_key_name: key } });
  });

  it('cuts documents along their layout', () => {
    const { document_processing_config } = search().one('google_discovery_engine_data_store');
    expect(document_processing_config).toEqual({
      default_parsing_config: { layout_parsing_config: {} },
      chunking_config: { layout_based_chunking_config: { chunk_size: 500, include_ancestor_headings: true } },
    });
  });

  it('hands no passage to a model of Google', () => {
    expect(search().one('google_discovery_engine_search_engine')['search_engine_config']).toEqual({ search_tier: 'SEARCH_TIER_ENTERPRISE' });
  });

  it('keeps the bucket private and lets only the service read it', () => {
    const module = search();
    expect(module.one('google_storage_bucket')).toMatchObject({
      uniform_bucket_level_access: true,
      public_access_prevention: 'enforced',
      versioning: { enabled: true },
      force_destroy: false,
    });
    expect(module.one('google_storage_bucket_iam_member')).toMatchObject({
      role: 'roles/storage.objectViewer',
      member: 'serviceAccount:service-123456789012@gcp-sa-discoveryengine.iam.gserviceaccount.com',
    });
  });

  it('names the serving config that the gateway calls', () => {
    expect(search().output('servingConfig')).toMatch(
      /^projects\/123456789012\/locations\/eu\/collections\/default_collection\/engines\/.*\/servingConfigs\/default_search$/,
    );
  });

  it('names the host of its location, the bucket, and no check of answers that is documented for `global` only', () => {
    const module = search();
    expect(module.output('searchHost')).toBe('eu-discoveryengine.googleapis.com');
    expect(module.output('importBucket')).toMatch(/google_storage_bucket\..*\.name}$/);
    expect(module.output('groundingConfig')).toBeUndefined();
  });

  it('stands at `global` without a key, with the documents beside the host', () => {
    const module = search((topology) => {
      Object.assign(grounding(topology).search ?? {}, { location: 'global' });
    });
    expect(JSON.stringify(module.json)).not.toMatch(/kms_key_name/);
    expect(module.one('google_discovery_engine_data_store')['location']).toBe('global');
    expect(module.one('google_storage_bucket')['location']).toBe('EUROPE-WEST4');
  });

  it('uses a key that exists already instead of its own', () => {
    const existing = 'projects/acme-keys/locations/europe/keyRings/central/cryptoKeys/search';
    const module = search((topology) => {
      topology.existing.keys['grounding'] = existing;
    });
    expect(module.one('google_discovery_engine_data_store')['kms_key_name']).toBe(existing);
    expect(module.one('google_storage_bucket')['encryption']).toEqual({ default_kms_key_name: existing });
  });

  it('names no key where another topology owns the account and registered one as the default', () => {
    const module = search((topology) => {
      Object.assign(topology.accounts.google['search'] ?? {}, { owns: false });
    });
    expect(JSON.stringify(module.json)).not.toMatch(/kms_key_name/);
  });

  it('is not made for a host that searches nothing', () => {
    expect(() =>
      search((topology) => {
        delete grounding(topology).search;
      }),
    ).toThrow('no stack acme-search-google-search-grounding');
  });
});
