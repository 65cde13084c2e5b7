import { describe, expect, it } from 'vitest';
import { tagsFor } from '../../../derived/tags.js';
import { providerPin } from '../../../facts/providers.js';
import { requiredTags } from '../../../facts/tags.js';
import { referenceWith, synth } from '../../support/google-stacks.js';

/** Types that take labels; everything else emitted is attributed by project. */
const labelled = [
  'google_compute_address',
  'google_compute_forwarding_rule',
  'google_compute_global_address',
  'google_compute_global_forwarding_rule',
  'google_dns_managed_zone',
  'google_kms_crypto_key',
  'google_storage_bucket',
];

describe('googleStacks', () => {
  it('makes a foundation per account, and search and endpoint per host', () => {
    expect(Object.keys(synth())).toEqual([
      'acme-search-google-foundation-search',
      'acme-search-google-search-grounding',
      'acme-search-google-vertex-grounding',
    ]);
  });

  it('makes nothing without a vertex-endpoint host', () => {
    const topology = referenceWith((changed) => {
      delete changed.hosts['grounding'];
      delete changed.workloads['grounded'];
    });
    expect(synth(topology)).toEqual({});
  });

  it('pins the one provider exactly, above what the binding was made from', () => {
    const { version, boundTo } = providerPin('google');
    expect(version).not.toBe(boundTo);
    for (const module of Object.values(synth())) {
      expect(module.json['terraform'].required_providers).toEqual({ google: { source: 'google', version } });
    }
  });

  it('keeps state in the declared bucket, apart for each stack', () => {
    for (const [name, module] of Object.entries(synth())) {
      expect(module.json['terraform'].backend).toEqual({
        gcs: expect.objectContaining({ bucket: 'acme-llama-terraform-state', prefix: name, kms_encryption_key: expect.stringContaining('cryptoKeys') }),
      });
    }
  });

  it('labels every resource that takes labels, with its host where it has one', () => {
    const topology = referenceWith();
    const modules = synth(topology);
    for (const [name, module] of Object.entries(modules)) {
      const labels = tagsFor(topology, name.includes('foundation') ? {} : { host: 'grounding' });
      expect(Object.keys(labels).sort()).toEqual(requiredTags().sort());
      expect(module.json['provider'].google[0].default_labels).toEqual(labels);
      for (const resource of labelled.flatMap((type) => module.all(type))) expect(resource['labels']).toEqual(labels);
      for (const channel of module.all('google_monitoring_notification_channel')) expect(channel['user_labels']).toEqual(labels);
    }
    const types = Object.values(modules).flatMap((module) => module.types());
    expect(labelled.filter((type) => !types.includes(type))).toEqual([]);
  });

  it('does not depend on the order of the file', () => {
    const shuffled = referenceWith((changed) => {
      for (const section of ['hosts', 'networks', 'workloads', 'links'] as const) {
        Object.assign(changed, { [section]: Object.fromEntries(Object.entries(changed[section]).reverse()) });
      }
    });
    expect(JSON.stringify(synth(shuffled))).toBe(JSON.stringify(synth()));
  });

  it('reads no other stack and writes no path of this machine', () => {
    const written = JSON.stringify(synth());
    expect(written).not.toContain('terraform_remote_state');
    expect(written).not.toContain(process.cwd());
  });

  it('keeps what holds data or keys from being destroyed', () => {
    const modules = Object.values(synth());
    for (const type of [
      'google_kms_key_ring',
      'google_kms_crypto_key',
      'google_discovery_engine_cmek_config',
      'google_discovery_engine_data_store',
      'google_storage_bucket',
      'google_logging_project_bucket_config',
    ]) {
      const resources = modules.flatMap((module) => module.all(type));
      expect(resources.length, type).toBeGreaterThan(0);
      for (const resource of resources) expect(resource['lifecycle'], type).toEqual({ prevent_destroy: true });
    }
  });

  it('keeps the addresses of what must not be replaced', () => {
    const modules = synth();
    const addresses = (name: string, type: string) => Object.keys(modules[name]?.json['resource'][type] ?? {});
    expect(addresses('acme-search-google-foundation-search', 'google_kms_crypto_key')).toEqual([
      'Keys_regional-europe-west4_Key_0B54F589',
      'Keys_search-europe_Key_F517CD07',
    ]);
    expect(addresses('acme-search-google-search-grounding', 'google_discovery_engine_data_store')).toEqual(['Search_manuals_38657A75']);
    expect(addresses('acme-search-google-search-grounding', 'google_storage_bucket')).toEqual(['Import_Bucket_0A5B5083']);
    expect(addresses('acme-search-google-vertex-grounding', 'google_vertex_ai_endpoint_with_model_garden_deployment')).toEqual([
      'Endpoint_Deployment_0E2D68DE',
    ]);
  });
});
