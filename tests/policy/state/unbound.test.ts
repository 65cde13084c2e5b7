import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/state/unbound.js';
import { asOf, type Edit, evidenceOf, topologyWith } from '../harness.js';

const noIssuer: Edit = ['      oidcIssuer: https://00000000-0000-4000-8000-000000000000.tokens.sts.global.api.aws\n', ''];
const issuer = 'https://7d0c2b1e-93a4-4f6b-8a57-1c2d3e4f5a6b.tokens.sts.global.api.aws';

describe(rule.id, () => {
  it('says nothing while every value is known', () => {
    expect(judge([rule], topologyWith(), asOf, {})).toEqual([]);
  });

  it('names each consumer that waits for the issuer, and how to get it', () => {
    const found = judge([rule], topologyWith([noIssuer]), asOf, {});
    expect(found).toMatchObject([
      { path: 'accounts.aws.prod.oidcIssuer', severity: 'warning', message: expect.stringContaining('federated identity credential of development') },
      { message: expect.stringContaining('workload identity pool provider of grounded') },
    ]);
    expect(found[0]?.fix).toContain('acme-prod-aws-identity');
  });

  it('speaks of consumers that are indeed left out', () => {
    const types = (loaded: ReturnType<typeof topologyWith>) =>
      new Set(evidenceOf(loaded).terraform?.flatMap((stack) => stack.resources.map(({ type }) => type)));
    for (const type of ['azurerm_federated_identity_credential', 'google_iam_workload_identity_pool_provider']) {
      expect(types(topologyWith())).toContain(type);
      expect(types(topologyWith([noIssuer]))).not.toContain(type);
    }
  });

  it('takes the issuer from the outputs file too', () => {
    expect(judge([rule], topologyWith([noIssuer], 'topology.yaml', { issuers: { prod: issuer } }), asOf, {})).toEqual([]);
  });

  it('does not ask for an issuer that nobody needs', () => {
    const elsewhere: Edit[] = [
      ['    route: [grounding]', '    route: [eu-fleet]'],
      ['    route: [dev-foundry]', '    route: [us-bedrock]'],
    ];
    expect(judge([rule], topologyWith([noIssuer, ...elsewhere]), asOf, {})).toEqual([]);
  });
});
