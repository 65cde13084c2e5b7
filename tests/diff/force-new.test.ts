import { describe, expect, it } from 'vitest';
import { comparedWith, readings } from '../../catalogue/force-new/read.js';
import { forceNewOf } from '../../catalogue/force-new/schema-of.js';
import type { Effect, Row } from '../../catalogue/row.js';
import { tables } from '../../catalogue/rows.js';
import { onChange } from '../../diff/force-new.js';
import { providerPin } from '../../facts/providers.js';
import { evidenceOf } from '../support/synthesized.js';
import { topologies, topologyWith } from '../support/topologies.js';

const emitted = [
  ...new Set(
    topologies.flatMap(([, file]) => (evidenceOf(topologyWith([], file)).terraform ?? []).flatMap(({ resources }) => resources.map(({ type }) => type))),
  ),
].sort();

const deployment = 'google_vertex_ai_endpoint_with_model_garden_deployment';

/** What a change of a value does; one that comes or goes is given as undefined. */
const effect = (type: string, path: string, ...[before, after]: [] | [unknown, unknown]): Effect['effect'] =>
  onChange(type, before === after ? { path, before: 'a', after: 'b' } : { path, before, after }).effect;

const pins: Readonly<Record<string, string>> = Object.fromEntries(
  (['google', 'azurerm', 'azapi', 'databricks', 'ibm', 'cloudflare', 'oci'] as const).map((name) => [providerPin(name).registry, providerPin(name).version]),
);

describe('the reading of what forces a new resource', () => {
  it.each(emitted)('knows %s', (type) => {
    const table = forceNewOf(type);
    expect(table, 'read the type with tests/oracles/force-new/read.go').toBeDefined();
    // Those of Databricks and IBM are read from their documentation (catalogue/force-new/databricks.yaml, watsonx.yaml).
    expect(table?.source).toMatch(/^((google|internal)\/.+\.go|docs\/resources\/\w+\.md)$/);
    expect(table?.replaces.filter((name) => table.updates.includes(name))).toEqual([]);
  });

  it.each(readings().map((reading) => [reading.provider, reading] as const))(
    'of %s was compared with the version that modules require',
    (provider, reading) => {
      const pin = pins[provider];
      expect(comparedWith[provider], `read the changelog between ${pin} and ${reading.version}, or the source of ${pin}; then what the rows except`).toBe(pin);
      expect(reading.commit).toMatch(/^([0-9a-f]{7}|v\d+\.\d+\.\d+)$/);
    },
  );

  it('leaves no code of a provider that may decide otherwise unread', () => {
    const customized = readings().flatMap(({ types }) => Object.entries(types).flatMap(([type, { customized: own }]) => (own === true ? [type] : [])));
    const rows = tables.flatMap((table): [string, Row][] => Object.entries(table));
    const bySchema = rows.flatMap(([type, { replacement }]) => (replacement.kind === 'schema' ? [[type, replacement] as const] : []));
    expect(bySchema.flatMap(([type, { customizeDiffRead }]) => (customizeDiffRead ? [type] : [])).sort()).toEqual(customized.sort());
    expect(bySchema.filter(([type]) => forceNewOf(type) === undefined)).toEqual([]);
  });
});

describe('a changed argument', () => {
  it('is judged by the longer name, the more exact one', () => {
    expect(effect('azurerm_cognitive_deployment', 'model[0].name')).toBe('replace');
    expect(effect('azurerm_cognitive_deployment', 'model.version')).toBe('update');
    expect(effect('azurerm_cognitive_deployment', 'sku.name')).toBe('replace');
    expect(effect(deployment, 'deploy_config.dedicated_resources.machine_spec.machine_type')).toBe('replace');
    expect(effect(deployment, 'deploy_config.dedicated_resources.max_replica_count')).toBe('update');
  });

  it('brings with a block whatever stands in it', () => {
    expect(effect('azurerm_private_endpoint', 'ip_configuration', undefined, [{ name: 'a', private_ip_address: '10.0.0.4' }])).toBe('replace');
    expect(effect('azurerm_cognitive_account', 'identity', undefined, [{ type: 'SystemAssigned' }])).toBe('update');
    expect(effect('azurerm_key_vault_key', 'release_policy', undefined, [{ json: '{}' }])).toBe('replace');
  });

  it('has no effect where it says what holds anyway', () => {
    expect(effect('google_compute_address', 'address_type', undefined, 'EXTERNAL')).toBe('none');
    expect(effect('google_compute_address', 'address_type', undefined, 'INTERNAL')).toBe('replace');
    expect(effect('google_compute_address', 'address_type', 'INTERNAL', undefined)).toBe('replace');
    expect(effect('google_compute_address', 'purpose', 'GCE_ENDPOINT', undefined)).toBe('none');
    expect(effect('google_compute_address', 'purpose', undefined, 'GCE_ENDPOINT')).toBe('replace');
    // The default that was read is not that of the version that modules require.
    expect(effect('google_compute_global_forwarding_rule', 'load_balancing_scheme', undefined, 'EXTERNAL_MANAGED')).toBe('update');
  });

  it('says its condition, where the provider has one', () => {
    expect(onChange('google_compute_subnetwork', { path: 'ip_cidr_range', before: '10.0.0.0/24', after: '10.0.0.0/25' })).toEqual({
      effect: 'may-replace',
      why: expect.stringContaining('holds the old one'),
    });
    expect(onChange('azurerm_role_assignment', { path: 'description', before: 'a', after: 'b' })).toMatchObject({
      effect: 'replace',
      why: expect.stringContaining('5.2.0'),
    });
    expect(effect('google_storage_bucket', 'retention_policy', [{ is_locked: true, retention_period: 1 }], undefined)).toBe('may-replace');
  });

  it('is an update when protection against deletion is no longer written: the provider falls back to DELETE', () => {
    expect(effect('google_storage_bucket', 'deletion_policy', 'PREVENT', undefined)).toBe('update');
    expect(effect('google_kms_crypto_key', 'deletion_policy', 'PREVENT', undefined)).toBe('update');
    expect(effect('google_storage_bucket', 'rpo', 'DEFAULT', undefined)).toBe('none');
    // Its type in the provider has no code that would: a plan of it is empty.
    expect(effect('google_logging_project_bucket_config', 'deletion_policy', 'PREVENT', undefined)).toBe('none');
  });

  it('counts the order of a list only where the provider does', () => {
    const reordered = { lines: ['  same items in another order'] };
    expect(onChange(deployment, { path: 'model_config.container_spec.args', ...reordered }).effect).toBe('replace');
    expect(onChange('google_compute_firewall', { path: 'source_ranges', ...reordered }).effect).toBe('update');
  });

  it('is never promised to be an update where nothing is known', () => {
    expect(effect('google_unheard_of', 'name')).toBe('may-replace');
    expect(effect('google_compute_network', 'brand_new_argument')).toBe('may-replace');
    expect(effect('google_unheard_of', 'lifecycle.prevent_destroy')).toBe('update');
    expect(effect('google_compute_network', 'count', 1, 2)).toBe('may-replace');
  });
});
