import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/network/egress-proxy.js';
import { topologyFindings } from '../../support/findings.js';
import type { Edit } from '../../support/topologies.js';

const served: readonly Edit[] = [
  ['accounts:\n', 'accounts:\n  cloudflare: { edge: { accountId: 0a1b2c3d4e5f60718293a4b5c6d7e8f9 } }\n'],
  [
    'hosts:\n',
    'hosts:\n  edge: { kind: workers-ai, account: edge, hostname: llama.edge.example, domainId: 0a1b2c3d4e5f60718293a4b5c6d7e8f9, secretsStore: 0a1b2c3d4e5f60718293a4b5c6d7e8f9, model: llama70, contract: aws-main, apiKey: { secret: "arn:aws:secretsmanager:eu-north-1:111122223333:secret:edge-AbCdEf", key: "arn:aws:kms:eu-north-1:111122223333:key/0", expires: 2027-01-31 } }\n',
  ],
  ['route: [dev-foundry]', 'route: [dev-foundry, edge]'],
];
const proxyIn = (range: string): Edit => [
  'links:\n',
  `existing: { promptProxies: { any: { address: "https://prompts.acme.internal:3128", authority: in-house, range: ${range}, owner: network } } }\nlinks:\n`,
];
const found = (...edits: Edit[]) => topologyFindings(rule, [...served, ...edits]).map(({ path, message }) => ({ path, message }));
const carried: Edit = ['    networks: [eu, us]\n', '    networks: [eu, us]\n    ranges: [10.200.0.0/24]\n'];
const forwarded: Edit = ['dnsForwarding: [bedrock-runtime.us-east-2.amazonaws.com]', 'dnsForwarding: [bedrock-runtime.us-east-2.amazonaws.com, acme.internal]'];

describe(rule.id, () => {
  it('accepts a proxy in the network of the gateway, and one that a link carries and resolves', () => {
    expect(found(proxyIn('10.40.240.0/28'))).toEqual([]);
    expect(found(proxyIn('10.200.0.16/28'), carried, forwarded)).toEqual([]);
  });

  it('refuses a range that nothing carries, also the first address after one', () => {
    const message = (range: string) => `The proxy of any is in ${range}, which is neither in eu, where the gateway is, nor among what a link of eu carries.`;
    expect(found(proxyIn('10.200.0.16/28'))).toEqual([{ path: 'existing.promptProxies.any.range', message: message('10.200.0.16/28') }]);
    expect(found(proxyIn('10.200.1.0/28'), carried, forwarded)).toEqual([{ path: 'existing.promptProxies.any.range', message: message('10.200.1.0/28') }]);
  });

  it('refuses a name that the link does not resolve', () => {
    expect(found(proxyIn('10.200.0.16/28'), carried)).toEqual([
      { path: 'links.eu-us.dnsForwarding', message: 'The proxy of any needs prompts.acme.internal to resolve from eu, and eu-us does not forward it.' },
    ]);
  });
});
