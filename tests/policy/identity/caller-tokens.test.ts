import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/identity/caller-tokens.js';
import { topologyFindings } from '../../support/findings.js';
import { foundAfter, rehearsed } from '../../support/gateway.js';
import type { Json } from '../../support/gateway-edits.js';
import { type Edit, gatewayText, topologies } from '../../support/topologies.js';

const file = 'examples/landing-zone.yaml';
const deployed = rehearsed(file);
const eu = gatewayText('eu', file);
const identity = eu.slice(eu.indexOf('      identity:'));

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, one) => {
    expect(topologyFindings(rule, [], one)).toEqual([]);
    expect(foundAfter([rule], rehearsed(one))).toEqual([]);
  });

  it('wants an audience for each zone', () => {
    const any = gatewayText('any', file);
    const twice = (change: (text: string) => string): Edit => [any, `${any}${change(identity).replace('{ chat: [Llama.Chat] }', '{}')}`];
    expect(topologyFindings(rule, [twice((text) => text.replace('llama-gateway-eu', 'llama-gateway-any'))], file)).toEqual([]);
    expect(
      topologyFindings(rule, [twice((text) => text)], file)
        .map(({ path, severity, message }) => [path, severity, message])
        .sort(),
    ).toEqual([
      [
        'gateway.zones.any.identity.audience',
        'fatal',
        'Tokens for llama-gateway-eu of https://login.nordic.example/llama open any and eu. Allowed: an audience for each zone.',
      ],
      [
        'gateway.zones.eu.identity.audience',
        'fatal',
        'Tokens for llama-gateway-eu of https://login.nordic.example/llama open eu and any. Allowed: an audience for each zone.',
      ],
    ]);
  });

  it.each<[string, (policy: Json) => void, string]>([
    [
      'another issuer',
      (p) => void (p.tokens.issuer = 'https://evil.example'),
      'takes tokens of https://evil.example. Allowed: https://login.nordic.example/llama.',
    ],
    ['another audience', (p) => void (p.tokens.audience = 'llama-gateway-us'), 'takes tokens for llama-gateway-us. Allowed: llama-gateway-eu.'],
    ['an algorithm more', (p) => p.tokens.algorithms.push('PS512'), 'takes tokens signed with PS512. Allowed: ES256, RS256, of the keys of the issuer.'],
    ['a key more', (p) => p.tokens.keys.push({ ...p.tokens.keys[0], kid: 'mine' }), 'takes the key mine, which is none of the issuer'],
  ])('refuses %s in policy.json', (_, edit, says) => {
    const change = (text: string) => {
      const policy = JSON.parse(text) as Json;
      edit(policy);
      return JSON.stringify(policy);
    };
    const [found, ...others] = foundAfter([rule], deployed, { zone: 'eu', file: 'policy.json', change });
    expect([found?.severity, found?.message, others]).toEqual(['fatal', expect.stringContaining(says), []]);
  });
});
