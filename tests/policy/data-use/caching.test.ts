import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/data-use/caching.js';
import { terraformResourceOf } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';

const owned = '      billingAccount: 000000-000000-000000\n      owns: true\n';

describe('data-use/caching', () => {
  it('accepts a project whose cache is off, and one that another topology owns', () => {
    expect(findings(rule)).toEqual([]);
    expect(findings(rule, [[owned, owned.replace('true', 'false')]])).toEqual([]);
  });

  it('notices a cache that was switched on', () => {
    const found = findingsAfter(rule, 'google-foundation-search', (document) => {
      terraformResourceOf(document, 'google_vertex_ai_cache_config').disable_cache = false;
    });
    expect(found).toEqual([expect.objectContaining({ severity: 'error', path: 'accounts.google.search' })]);
  });

  it('notices a switch that was removed', () => {
    const found = findingsAfter(rule, 'google-foundation-search', (document) => delete document.resource.google_vertex_ai_cache_config);
    expect(found.map(({ message }) => message)).toEqual([expect.stringContaining('is missing')]);
  });
});
