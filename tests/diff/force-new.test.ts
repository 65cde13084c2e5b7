import { describe, expect, it } from 'vitest';
import { forceNewOf, onChange } from '../../diff/force-new.js';
import { providerPin } from '../../facts/providers.js';
import { evidenceOf, topologyWith } from '../policy/harness.js';
import { topologies } from '../topologies.js';

const emitted = [
  ...new Set(
    topologies.flatMap(([, file]) => (evidenceOf(topologyWith([], file)).terraform ?? []).flatMap(({ resources }) => resources.map(({ type }) => type))),
  ),
].sort();

describe('the table of what forces a new resource', () => {
  it.each(emitted)('knows %s, at the version that modules require', (type) => {
    const table = forceNewOf(type);
    expect(table, 'add the type to diff/force-new/ with what its provider says').toBeDefined();
    expect(table?.version).toBe(providerPin(type.startsWith('google_') ? 'google' : 'azurerm').version);
    expect(table?.source).toMatch(/^(google|website|internal)\/.+\.(go|markdown)$/);
    expect(table?.replaces.filter((name) => table.updates.includes(name))).toEqual([]);
  });

  it('takes the longer name for the more exact one', () => {
    expect(onChange('azurerm_cognitive_deployment', 'model.name')).toBe('replace');
    expect(onChange('azurerm_cognitive_deployment', 'model.version')).toBe('update');
    expect(onChange('google_vertex_ai_endpoint_with_model_garden_deployment', 'deploy_config.dedicated_resources.machine_spec.machine_type')).toBe('replace');
    expect(onChange('google_vertex_ai_endpoint_with_model_garden_deployment', 'deploy_config.dedicated_resources.max_replica_count')).toBe('update');
  });

  it('never promises an update for what it does not know', () => {
    expect(onChange('google_unheard_of', 'name')).toBe('may-replace');
    expect(onChange('azurerm_cognitive_deployment', 'sku.name')).toBe('may-replace');
    expect(onChange('google_unheard_of', 'lifecycle.prevent_destroy')).toBe('update');
  });
});
