import { describe, expect, it } from 'vitest';
import { providerPin } from '../../../facts/providers.js';
import { rule } from '../../../policy/supply-chain/provider-pinned.js';
import { findings, findingsAfter } from '../../support/findings.js';

const pinned = providerPin('google').version;
const after = (google: unknown, more: Record<string, unknown> = {}) =>
  findingsAfter(rule, 'google-vertex-grounding', (document) => {
    document.terraform.required_providers.google = google;
    Object.assign(document.terraform, more);
  });

describe(rule.id, () => {
  it('accepts the reference topology', () => {
    expect(findings(rule)).toEqual([]);
  });

  it.each([
    { source: 'google', version: `= ${pinned}` },
    { source: 'hashicorp/google', version: pinned },
    { source: 'registry.terraform.io/hashicorp/google', version: pinned },
  ])('accepts %o', (requirement) => {
    expect(after(requirement)).toEqual([]);
  });

  it.each([
    [{ source: 'google', version: '7.41.0' }],
    [{ source: 'google', version: `~> ${pinned}` }],
    [{ source: 'google', version: `>= ${pinned}` }],
    [{ source: 'google', version: `${pinned}, != 7.43.0` }],
    [{ source: 'google' }],
    [{ source: 'acme/google', version: pinned }],
    [{ source: 'registry.example/hashicorp/google', version: pinned }],
  ])('refuses %o', (requirement) => {
    expect(after(requirement)).toMatchObject([{ path: 'hosts.grounding', severity: 'error' }]);
  });

  it.each([
    ['1.11.4', 0],
    ['= 1.11.4', 0],
    ['~> 1.11.0', 0],
    ['>= 1.5', 1],
    ['~> 1.5', 1],
  ])('judges the version of Terraform itself: %s', (required_version, count) => {
    expect(after({ source: 'google', version: pinned }, { required_version })).toHaveLength(count);
  });

  it.each(['resource', 'data'] as const)('notices a provider that a %s implies and nothing requires', (section) => {
    const found = findingsAfter(rule, 'google-vertex-grounding', (document) => {
      document[section] = { ...document[section], random_id: { added: {} } };
    });
    expect(found).toMatchObject([{ message: expect.stringContaining('provider random without') }]);
  });
});
