import { describe, expect, it } from 'vitest';
import { unlabellable } from '../../../facts/tags.js';
import { rule } from '../../../policy/tags/unlabellable.js';
import { findings, findingsAfter } from '../../support/findings.js';

const summary = (found: ReturnType<typeof findings>) => found.map(({ path, message }) => `${path} ${message.split(' ')[0]}`);

describe('tags/unlabellable', () => {
  it('names each type that costs money without tags, once per host', () => {
    expect(summary(findings(rule))).toEqual([
      'accounts.google.search google_logging_project_bucket_config',
      'hosts.grounding google_discovery_engine_data_store',
      'hosts.grounding google_discovery_engine_search_engine',
      'hosts.grounding google_vertex_ai_endpoint_with_model_garden_deployment',
      'hosts.dev-foundry azurerm_cognitive_deployment',
    ]);
  });

  it('is a warning that says what stands in', () => {
    const [endpoint] = findings(rule).filter(({ message }) => message.includes('google_vertex_ai_endpoint'));
    expect(endpoint).toMatchObject({
      severity: 'warning',
      message: expect.stringContaining(unlabellable('google_vertex_ai_endpoint_with_model_garden_deployment')?.instead ?? 'a row of facts'),
    });
  });

  it('counts what a host has several of', () => {
    const edits = [
      ['manuals: {displayName: Service manuals, chunkTokens: 500}', 'manuals: {displayName: Manuals}\n        tickets: {displayName: Tickets}'],
    ] as const;
    const stores = findings(rule, edits).filter(({ message }) => message.startsWith('google_discovery_engine_data_store'));
    expect(stores).toMatchObject([{ message: expect.stringContaining('(2 here)') }]);
  });

  it('is silent about a host that is gone, and about what is free', () => {
    const gone = findingsAfter(rule, 'azure-foundry-dev-foundry', (document) => delete document.resource.azurerm_cognitive_deployment);
    expect(summary(gone)).not.toContain('hosts.dev-foundry azurerm_cognitive_deployment');
    expect(summary(gone).some((text) => text.includes('cmek_config'))).toBe(false);
  });
});
