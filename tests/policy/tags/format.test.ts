import { describe, expect, it } from 'vitest';
import { limitBreaches } from '../../../evidence/tags/limit-breaches.js';
import { tagLimits } from '../../../facts/tags.js';
import { rule } from '../../../policy/tags/format.js';
import { resourceOf, terraformResourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter, topologyFindings } from '../../support/findings.js';

describe('tags/format', () => {
  it('accepts the reference topology', () => {
    expect(findings(rule)).toEqual([]);
  });

  it('finds an agreement that only AWS would take as a tag, once and at its line', () => {
    const edits = [['agreement: edp-2026-001', 'agreement: EDP 2026/001']] as const;
    expect(topologyFindings(rule, edits)).toMatchObject([{ path: 'contracts.aws-main.agreement', severity: 'error' }]);
    expect(findings(rule, edits)).toHaveLength(1);
  });

  it('notices a value that is not canonical', () => {
    const shout = (document: Written) => {
      for (const tag of resourceOf(document, 'AWS::S3::Bucket').Tags) if (tag.Key === 'owner') tag.Value = 'AI Platform';
    };
    expect(findingsAfter(rule, 'aws-fleet-eu-fleet', shout)).toMatchObject([
      { path: 'hosts.eu-fleet.endpoint', message: expect.stringContaining('"AI Platform"') },
    ]);
  });

  it('notices a key that is spelt otherwise', () => {
    const rename = (document: Written) => {
      const { tags } = terraformResourceOf(document, 'azurerm_key_vault');
      tags.Owner = tags.owner;
      delete tags.owner;
    };
    expect(findingsAfter(rule, 'azure-foundry-dev-foundry', rename)).toMatchObject([{ message: expect.stringContaining('Allowed: owner') }]);
  });

  it('notices labels that Google would refuse', () => {
    const label = (document: Written) => (terraformResourceOf(document, 'google_storage_bucket').labels.note = 'For EU only');
    expect(findingsAfter(rule, 'google-search-grounding', label)).toMatchObject([{ message: expect.stringContaining('"For EU only"') }]);
  });
});

describe('limits of a cloud', () => {
  it.each([
    ['aws', { 'aws:owner': 'x' }, 'keeps for itself'],
    ['aws', { owner: 'a*b' }, 'refuses'],
    ['aws', { owner: 'a'.repeat(257) }, 'at most 256'],
    ['aws', Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, 'x'])), 'at most 50'],
    ['azure', { 'a/b': 'x' }, 'refuses'],
    ['azure', { microsoftOwner: 'x' }, 'keeps for itself'],
    ['azure', { owner: 'x', Owner: 'x' }, 'occurs twice'],
    ['google', { '1owner': 'x' }, 'start with a letter'],
    ['google', { owner: 'a.b' }, 'refuses'],
    ['google', { ['k'.repeat(64)]: 'x' }, 'at most 63'],
  ] as const)('%s refuses %j', (cloud, tags, reason) => {
    expect(limitBreaches(tags, tagLimits(cloud)).join()).toContain(reason);
  });

  const tags = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 'x']));
  // By hand from the clouds' pages: tags on a resource, characters of a key and of a value.
  it.each([
    ['aws', 50, 128, 256],
    ['google', 64, 63, 63],
    ['azure', 50, 512, 256],
  ] as const)('%s takes %d tags, keys of %d characters and values of %d, and no more', (cloud, most, key, value) => {
    const breaches = (of: Record<string, string>) => limitBreaches(of, tagLimits(cloud));
    expect([...breaches(tags(most)), ...breaches({ ['k'.repeat(key)]: 'x' }), ...breaches({ owner: 'x'.repeat(value) })]).toEqual([]);
    expect(breaches(tags(most + 1))).toEqual([`${most + 1} tags; ${cloud} takes at most ${most}.`]);
    expect(breaches({ ['k'.repeat(key + 1)]: 'x' })).toEqual([`the key ${'k'.repeat(key + 1)} has ${key + 1} characters; ${cloud} takes at most ${key}.`]);
    expect(breaches({ owner: 'x'.repeat(value + 1) })).toEqual([`the value of owner has ${value + 1} characters; ${cloud} takes at most ${value}.`]);
  });

  it.each([
    ['aws', { Name: 'acme/Network@1', 'aws-cdk:subnet-name': 'isolated' }],
    ['azure', { owner: 'Anything & everything' }],
    ['google', { owner: 'ai-platform_1' }],
  ] as const)('%s takes %j', (cloud, tags) => {
    expect(limitBreaches(tags, tagLimits(cloud))).toEqual([]);
  });
});
