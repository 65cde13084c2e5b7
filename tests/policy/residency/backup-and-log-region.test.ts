import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/residency/backup-and-log-region.js';
import { terraformResourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';

describe(rule.id, () => {
  it('accepts the reference topology', () => {
    expect(findings(rule)).toEqual([]);
  });

  it('refuses Terraform state under a key outside the zone', () => {
    const found = findings(rule, [['/locations/europe-west4/', '/locations/us-central1/']]);
    expect(found).toMatchObject([{ path: 'backends.google.search.kmsKey', severity: 'fatal', message: expect.stringContaining('us-central1') }]);
  });

  it.each([
    [
      'an import bucket in another multi-region',
      'google-search-grounding',
      (document: Written) => void (terraformResourceOf(document, 'google_storage_bucket').location = 'US'),
    ],
    [
      'a log workspace in another region',
      'azure-foundry-dev-foundry',
      (document: Written) => void (terraformResourceOf(document, 'azurerm_log_analytics_workspace').location = 'eastus'),
    ],
  ])('notices %s', (_, stack, change) => {
    expect(findingsAfter(rule, stack, change)).toHaveLength(1);
  });
});
