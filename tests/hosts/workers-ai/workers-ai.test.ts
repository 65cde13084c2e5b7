import { describe, expect, it } from 'vitest';
import { rule as emitted } from '../../../policy/capacity/emitted.js';
import { rule as noStaticKeys } from '../../../policy/identity/no-static-keys.js';
import { rule as offered } from '../../../policy/lifecycle/offered.js';
import { rule as privateOnly } from '../../../policy/network/private-only.js';
import { rule as copies } from '../../../policy/residency/copies.js';
import { rule as hostRegion } from '../../../policy/residency/host-region.js';
import type { Rule } from '../../../policy/rule.js';
import { rule as reviewedScript } from '../../../policy/supply-chain/reviewed-script.js';
import type { Json } from '../../support/documents.js';
import { findings, findingsAfter, topologyFindings } from '../../support/findings.js';
import { written } from '../../support/synthesized.js';
import { called } from '../called.js';

const file = 'examples/any-zone.yaml';
const stack = 'cloudflare-workers-ai-edge';
/** Messages after the document of the host's stack was changed by hand. */
const changed = (rule: Rule, change: (document: Json) => void) =>
  findingsAfter(rule, stack, change, {}, file)
    .map(({ message }) => message)
    .join('\n');
const after = (rule: Rule, type: string, change: (resource: Json) => void) =>
  changed(rule, (document) => change(Object.values<Json>(document.resource[`cloudflare_workers_${type}`])[0]));

describe('WorkersAiStack', () => {
  it('makes a Worker, its name, and nothing else; the provider holds no credential', () => {
    const { provider, resource, terraform } = written(stack, file);
    expect(Object.keys(resource).sort()).toEqual(['cloudflare_workers_custom_domain', 'cloudflare_workers_script', 'cloudflare_workers_script_subdomain']);
    expect(provider).toEqual({ cloudflare: [{}] });
    expect(terraform.required_providers).toEqual({ cloudflare: { source: 'cloudflare/cloudflare', version: '5.14.0' } });
  });

  it.each([emitted, copies, privateOnly, reviewedScript].map((rule) => [rule.id, rule] as const))('is as %s wants it', (_, rule) => {
    expect(findings(rule, [], file)).toEqual([]);
  });

  it.each<[string, string, (resource: Json) => void, string]>([
    ['another model', 'script', ({ bindings }) => (bindings[2].text = '@cf/other'), 'bindings[2].text'],
    ['a further binding', 'script', ({ bindings }) => bindings.push({ name: 'KV', type: 'kv_namespace', namespace_id: 'x' }), 'has bindings'],
    ['the secret as a text', 'script', ({ bindings }) => (bindings[1] = { name: 'CALLER', type: 'secret_text', text: 'x' }), 'bindings[1]'],
    ['another store', 'script', ({ bindings }) => (bindings[1].store_id = 'f'.repeat(32)), 'bindings[1].store_id'],
    ['another day of the runtime', 'script', (one) => (one.compatibility_date = '2021-11-02'), 'compatibility_date'],
    ['a flag of the runtime', 'script', (one) => (one.compatibility_flags = ['nodejs_compat']), 'has compatibility_flags'],
    ['files beside it', 'script', (one) => (one.assets = { directory: 'x' }), 'has assets'],
    ['logs as the account has them', 'script', (one) => delete one.observability, 'lacks observability'],
    ['a placement', 'script', (one) => (one.placement = { mode: 'smart' }), 'has placement'],
    ['another account', 'script', (one) => (one.account_id = 'f'.repeat(32)), 'account_id'],
    ['another name', 'custom_domain', (one) => (one.hostname = 'llama.other.example'), 'hostname'],
    ['another domain', 'custom_domain', (one) => (one.zone_id = 'f'.repeat(32)), 'zone_id'],
    ['the name of another Worker', 'custom_domain', (one) => (one.service = 'other'), 'service'],
  ])('capacity/emitted refuses %s', (_, type, change, says) => {
    expect(after(emitted, type, change)).toContain(says);
  });

  it('capacity/emitted refuses a second name, and a token in the provider', () => {
    const twice = (document: Json) => {
      const domains = document.resource.cloudflare_workers_custom_domain;
      domains.Second = Object.values(domains)[0];
    };
    expect(changed(emitted, twice)).toContain('has 2 of cloudflare_workers_custom_domain');
    const token = (document: Json) => (document.provider.cloudflare[0].api_token = 'x');
    expect(changed(emitted, token)).toContain('has api_token in provider cloudflare');
    expect(changed(noStaticKeys, token)).toContain('signs in with api_token');
    expect(changed(emitted, (document) => (document.provider.cloudflare[0].base_url = 'https://other.example'))).toContain('has base_url');
  });

  it.each<[string, Rule, string, (resource: Json) => void, string]>([
    ['logs of calls', copies, 'script', ({ observability }) => (observability.enabled = true), 'keeps logs of every call'],
    ['logs that are sent away', copies, 'script', (one) => (one.logpush = true), 'sends logs of every call away'],
    ['a Worker that reads along', copies, 'script', (one) => (one.tail_consumers = [{ service: 'other' }]), 'sends every call to another Worker'],
    ['workers.dev', privateOnly, 'script_subdomain', (one) => (one.enabled = true), 'enabled is true'],
    ['previews by default', privateOnly, 'script_subdomain', (one) => delete one.previews_enabled, 'previews_enabled is absent'],
    ['another program', reviewedScript, 'script', (one) => (one.content += '//'), 'is not the program that was reviewed'],
  ])('refuses %s', (_, rule, type, change, says) => {
    expect(after(rule, type, change)).toContain(says);
  });
});

describe('a host on Workers AI', () => {
  it('is no host of a workload whose zone has borders', () => {
    const [found] = topologyFindings(hostRegion, [['  any: [ANY]', '  any: [US]']], file).filter(({ message }) => message.startsWith('edge '));
    expect(found?.message).toContain('edge has no region it could be held to');
  });

  it('serves what Workers AI offers', () => {
    const found = topologyFindings(offered, [['release: llama-3.3-70b-instruct', 'release: llama-3.1-405b-instruct']], file);
    expect(found.map(({ message }) => message).join()).toContain('llama-3.1-405b-instruct is not offered on Cloudflare Workers AI.');
  });

  it('is called at the name of its Worker, through the proxy of the zone, with a secret that the role of the workload reads', () => {
    expect(called('drafts', 'edge', file).targets).toMatchObject([
      {
        server: {
          endpoint: { address: 'llama.edge.example', port: 443, name: 'llama.edge.example', trust: { by: 'public' }, through: { name: expect.any(String) } },
          path: '/v1/chat/completions',
          credential: { secret: expect.stringContaining(':secretsmanager:') },
        },
        body: { model: '@cf/meta/llama-3.3-70b-instruct-fp8-fast', priority: 'refused' },
        contextTokens: 24_000,
        price: { input: 0.293, output: 2.253 },
      },
    ]);
  });
});
