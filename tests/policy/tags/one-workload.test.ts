import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/tags/one-workload.js';
import { findings } from '../../support/findings.js';
import type { Edit } from '../../support/topologies.js';

const file = 'examples/eu-import.yaml';
const second = (route: string): Edit => [
  'workloads:\n',
  `workloads:
  letters:
    zone: eu
    dataClass: internal
    regimes: []
    terms: { retentionDays: 0, indemnity: false, migrationDays: 90 }
    class: variable
    load: { tokensPerYear: 1000000, inputTokens: 100, outputTokens: 100, curve: flat }
    slo: { ttftMs: 5000, tpotMs: 200, availability: 0.99 }
    route: [${route}]
`,
];
const host: Edit = [
  'hosts:\n',
  'hosts:\n  other:\n    { kind: bedrock-import, account: frankfurt, region: eu-central-1, network: frankfurt, model: llama70, contract: aws-main }\n',
];

describe(rule.id, () => {
  it('accepts an import host for one workload, and a second host for a second one', () => {
    expect(findings(rule, [], file)).toEqual([]);
    expect(findings(rule, [host, second('other')], file)).toEqual([]);
  });

  it('refuses two workloads on one imported model, as primary or as overflow', () => {
    expect(findings(rule, [second('eu-import')], file)).toMatchObject([
      { severity: 'error', path: 'hosts.eu-import', message: 'eu-import serves claims, letters. Allowed: one workload.' },
    ]);
    expect(findings(rule, [host, second('other, eu-import')], file)).toHaveLength(1);
  });
});
