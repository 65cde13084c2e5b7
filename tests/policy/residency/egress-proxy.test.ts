import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/residency/egress-proxy.js';
import { topologyFindings } from '../../support/findings.js';
import type { Edit } from '../../support/topologies.js';

const edge: readonly Edit[] = [
  ['accounts:\n', 'accounts:\n  cloudflare: { edge: { accountId: 0a1b2c3d4e5f60718293a4b5c6d7e8f9 } }\n'],
  [
    'hosts:\n',
    'hosts:\n  edge: { kind: workers-ai, account: edge, hostname: llama.edge.example, domainId: 0a1b2c3d4e5f60718293a4b5c6d7e8f9, secretsStore: 0a1b2c3d4e5f60718293a4b5c6d7e8f9, model: llama70, contract: aws-main, apiKey: { secret: "arn:aws:secretsmanager:eu-north-1:111122223333:secret:edge-AbCdEf", key: "arn:aws:kms:eu-north-1:111122223333:key/0", expires: 2027-01-31 } }\n',
  ],
];
const proxy: Edit = [
  'links:\n',
  'existing: { promptProxies: { any: { address: "https://prompts.acme.internal:3128", authority: in-house, range: 10.40.240.0/28, owner: network } } }\nlinks:\n',
];
const found = (...edits: Edit[]) => topologyFindings(rule, [...edge, ...edits]).map(({ path, severity, message }) => ({ path, severity, message }));

describe(rule.id, () => {
  it('accepts a workload of zone ANY whose gateway has a proxy', () => {
    expect(found(['route: [dev-foundry]', 'route: [dev-foundry, edge]'], proxy)).toEqual([]);
  });

  it('refuses a resident workload, and says why', () => {
    expect(found(['route: [eu-fleet]', 'route: [eu-fleet, edge]'])).toEqual([
      {
        path: 'workloads.eu-production.route[1]',
        severity: 'fatal',
        message: 'No private path leads to edge: workers-ai is called over the internet, and promises no zone. eu-production must stay in zone eu (EU27).',
      },
    ]);
  });

  it('refuses a gateway without a proxy', () => {
    expect(found(['route: [dev-foundry]', 'route: [dev-foundry, edge]'])).toEqual([
      {
        path: 'gateway.zones.any',
        severity: 'fatal',
        message: 'Workloads of any name edge, which no private path leads to, and existing.promptProxies has no proxy of any.',
      },
    ]);
  });
});
