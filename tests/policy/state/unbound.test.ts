import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/state/unbound.js';
import type { Outputs } from '../../../topology/outputs.js';
import { evidenceOf } from '../../support/synthesized.js';
import { asOf, type Edit, topologyWith } from '../../support/topologies.js';

const noIssuer: Edit = ['      oidcIssuer: https://00000000-0000-4000-8000-000000000000.tokens.sts.global.api.aws\n', ''];
/** Findings on issuers. */
const onIssuers = (...from: Parameters<typeof topologyWith>) =>
  judge([rule], topologyWith(...from), asOf, {}).filter(({ path }) => path.endsWith('.oidcIssuer'));
const issuer = 'https://7d0c2b1e-93a4-4f6b-8a57-1c2d3e4f5a6b.tokens.sts.global.api.aws';

describe(rule.id, () => {
  it('says nothing of issuers that are known', () => {
    expect(onIssuers()).toEqual([]);
  });

  it('names each consumer that waits for the issuer, and how to get it', () => {
    const found = onIssuers([noIssuer]);
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
    expect(onIssuers([noIssuer], 'topology.yaml', { issuers: { prod: issuer } })).toEqual([]);
  });

  it('does not ask for an issuer that nobody needs', () => {
    const elsewhere: Edit[] = [
      ['    route: [grounding]', '    route: [eu-fleet]'],
      ['    route: [dev-foundry]', '    route: [us-bedrock]'],
    ];
    expect(onIssuers([noIssuer, ...elsewhere])).toEqual([]);
  });

  const unknown = (edits: readonly Edit[] = [], outputs: Outputs = {}, file = 'topology.yaml') =>
    judge([rule], topologyWith(edits, file, outputs), asOf, {}).map(({ path, message, fix }) => `${path}: ${message} ${fix}`);

  it('names the stack to deploy and each value that the gateway waits for', () => {
    expect(unknown()).toContainEqual(
      expect.stringMatching(
        /^hosts\.grounding: .*for grounded: .*lacks hosts\.grounding\.deployments\.blue\.endpointDns, .*endpointId, .*pscAddress, hosts\.grounding\.modelArmorHost, .* Deploy acme-search-google-vertex-grounding,/,
      ),
    );
    expect(unknown()).toContainEqual(
      expect.stringMatching(/^hosts\.us-bedrock: .*for global-assist, variable: .*profiles\.global-assist, hosts\.us-bedrock\.profiles\.variable/),
    );
    expect(unknown([], {}, 'examples/us-maas.yaml')).toEqual([expect.stringContaining('lacks identities.models.product-text.audience, ')]);
    expect(unknown([], {}, 'examples/eu-import.yaml')).toContainEqual(
      expect.stringMatching(/lacks hosts\.eu-import\.guardrail\.id, .*\.version, hosts\.eu-import\.modelArn\./),
    );
    expect(unknown([], {}, 'examples/sovereign.yaml')).toContainEqual(
      expect.stringMatching(/^hosts\.fleet: .*for case-files: .*lacks hosts\.fleet\.apiKeySecret\. Deploy sovereign-sealed-aws-fleet-fleet,/),
    );
  });

  it('says which stack takes the values of another when they are known', () => {
    const foundry = unknown().find((text) => text.startsWith('hosts.dev-foundry: ')) ?? '';
    expect(foundry).toMatch(
      /Deploy acme-dev-azure-foundry-dev-foundry, then import .* Then synthesize, and deploy acme-prod-aws-token-broker-eu-north-1 again,/,
    );
    expect(unknown().filter((text) => text.includes('token-broker'))).toEqual([foundry]);
  });

  it('asks for what the broker of a gateway that exists has to know, and for no issuer that only Google would have trusted', () => {
    const file = 'examples/existing-gateway.yaml';
    const issuer: Edit = ['      oidcIssuer: https://00000000-0000-4000-8000-000000000000.tokens.sts.global.api.aws\n', ''];
    expect(unknown([issuer], {}, file)).toEqual([
      expect.stringMatching(/^accounts\.aws\.platform\.oidcIssuer: .*federated identity credential of development is not synthesized/),
      expect.stringMatching(
        /^gateway: brought-platform-aws-token-broker-us-east-2 cannot be told .* what brought-dev-azure-foundry-dev-foundry prints\. Deploy .*, then import .* again,/,
      ),
    ]);
    const known: Outputs = { hosts: { 'dev-foundry': { clientIds: { development: '7c1f3b52-9d0e-4a6b-8f21-3e5d6c7b8a90' } } } };
    expect(unknown([], known, file)).toEqual([]);
  });

  it('tells how a value is found that no stack prints', () => {
    expect(unknown([['    endpoint: private-psc', '    endpoint: public-dedicated']]).join()).not.toContain('certificate');
    expect(unknown()).toContainEqual(
      expect.stringMatching(
        /^hosts\.grounding: .*lacks hosts\.grounding\.certificate\. Deploy acme-search-google-vertex-grounding\. .* as hosts\.grounding\.certificate in the/,
      ),
    );
  });

  it('is content with one workload’s values only for that workload', () => {
    const profiles = { variable: 'arn:aws:bedrock:us-east-2:111122223333:application-inference-profile/a' };
    const known = { hosts: { 'us-bedrock': { profiles, guardrail: { id: 'gr1', version: '1', definition: '0123456789ab' } } } };
    expect(unknown([], known)).toContainEqual(
      expect.stringMatching(/^hosts\.us-bedrock: .*for global-assist: the outputs file lacks hosts\.us-bedrock\.profiles\.global-assist\./),
    );
  });

  it('waits for the second deployment of an endpoint, but for no address of a public one', () => {
    const green = { endpointId: '1', endpointDns: 'a', pscAddress: '10.80.0.3' };
    const vertex = (edits: Edit[]) => unknown(edits, { hosts: { grounding: { deployments: { blue: green }, modelArmorTemplate: 'x', modelArmorHost: 'x' } } });
    const replicas = '    replicas: {min: 1, max: 4}\n';
    expect(vertex([]).join()).not.toContain('google-vertex-grounding,');
    expect(vertex([[replicas, `${replicas}    next: {replicas: {min: 2, max: 2}, trafficPercent: 0}\n`]])).toContainEqual(
      expect.stringContaining(
        'lacks hosts.grounding.deployments.green.endpointDns, hosts.grounding.deployments.green.endpointId, hosts.grounding.deployments.green.pscAddress.',
      ),
    );
    expect(unknown([['    endpoint: private-psc', '    endpoint: public-dedicated']]).join()).not.toContain('pscAddress');
  });
});
