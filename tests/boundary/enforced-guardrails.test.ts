import { describe, expect, it } from 'vitest';
import { topologyChanges } from '../../diff/topology.js';
import { rule as serviceLimits } from '../../policy/capacity/service-limits.js';
import { judge } from '../../policy/engine.js';
import { rule as endpointPolicy } from '../../policy/network/endpoint-policy.js';
import { rule as orgBoundary } from '../../policy/residency/org-boundary.js';
import { rule as deletionProtection } from '../../policy/state/deletion-protection.js';
import type { Json } from '../support/documents.js';
import { findings } from '../support/findings.js';
import { evidenceOf, mutated } from '../support/synthesized.js';
import { asOf, type Edit, topologyWith } from '../support/topologies.js';

const file = 'examples/us-maverick.yaml';
const loaded = topologyWith([], file);
const guardrail = 'arn:aws:bedrock:us-east-2:777788889999:guardrail/abc123def456';
const { text } = loaded.source;
const section = text.slice(text.indexOf('        # The insurer'), text.indexOf('\nnetworks:'));
const stack = (name: string, of = loaded) => evidenceOf(of).aws?.find((one) => one.name.endsWith(name));
const policies = (of = loaded) => stack('aws-organization', of)?.resources.filter(({ properties }) => properties['Type'] === 'BEDROCK_POLICY') ?? [];

describe('guardrails that the organization enforces', () => {
  it('are a policy of their own, on the accounts that the topology owns', () => {
    expect(policies().map(({ properties }) => properties)).toEqual([
      expect.objectContaining({
        Name: 'llama-maverick-bedrock-guardrails',
        TargetIds: ['444455556666'],
        Content: {
          bedrock: {
            guardrail_inference: {
              'us-east-2': {
                config_1: {
                  identifier: { '@@assign': `${guardrail}:1` },
                  selective_content_guarding: { system: { '@@assign': 'comprehensive' }, messages: { '@@assign': 'comprehensive' } },
                  model_enforcement: { included_models: { '@@assign': ['ALL'] }, excluded_models: { '@@assign': ['amazon.titan-embed-text-v2:0'] } },
                },
              },
            },
          },
        },
      }),
    ]);
  });

  it('outlive their entry and their stack, as every policy of the organization does', () => {
    const organization = stack('aws-organization')?.resources ?? [];
    const kept = organization.map(({ properties, definition }) => `${properties['Type']} ${definition['DeletionPolicy']} ${definition['UpdateReplacePolicy']}`);
    expect(kept.sort()).toEqual([
      'AISERVICES_OPT_OUT_POLICY Retain Retain',
      'BEDROCK_POLICY Retain Retain',
      'SERVICE_CONTROL_POLICY Retain Retain',
      'SERVICE_CONTROL_POLICY Retain Retain',
    ]);
    expect(judge([deletionProtection], loaded, asOf, evidenceOf(loaded))).toEqual([]);
  });

  it('are refused when they would be deleted with their entry', () => {
    const evidence = mutated(evidenceOf(loaded), 'aws-organization', (document) => {
      const policy = Object.values<Json>(document.Resources).find(({ Properties }) => Properties.Type === 'BEDROCK_POLICY');
      policy.DeletionPolicy = 'Delete';
    });
    expect(judge([deletionProtection], loaded, asOf, evidence).map(({ message }) => message)).toEqual([expect.stringContaining('no DeletionPolicy Retain')]);
  });

  it('are none, and ask for no right, where none are declared', () => {
    const without = topologyWith([[section, '']], file);
    expect(policies(without)).toEqual([]);
    expect(JSON.stringify(evidenceOf(without).aws?.map(({ document }) => document))).not.toContain('abc123def456');
  });

  it('may be applied, and decrypted, by each role that calls, through its endpoint', () => {
    const invoking = stack('aws-bedrock-us-bedrock')?.resources.filter(({ type }) => type === 'AWS::IAM::ManagedPolicy') ?? [];
    expect(invoking).toHaveLength(2);
    for (const { properties } of invoking) {
      expect((properties['PolicyDocument'] as Json).Statement).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ Sid: 'EnforcedGuardrail', Action: 'bedrock:ApplyGuardrail', Resource: guardrail }),
          expect.objectContaining({ Sid: 'ReadEnforcedGuardrail', Action: 'kms:Decrypt', Resource: expect.stringContaining('kms:us-east-2:777788889999') }),
        ]),
      );
    }
    const evidence = mutated(evidenceOf(loaded), 'aws-network-ohio', (document) => {
      const endpoint = Object.values<Json>(document.Resources).find(({ Properties }) => JSON.stringify(Properties?.PolicyDocument ?? '').includes(guardrail));
      for (const statement of endpoint.Properties.PolicyDocument.Statement) {
        if (Array.isArray(statement.Resource)) statement.Resource = statement.Resource.filter((arn: unknown) => arn !== guardrail);
      }
    });
    expect(judge([endpointPolicy], loaded, asOf, evidence).map(({ message }) => message)).toEqual([expect.stringContaining(`leaves out ${guardrail}`)]);
  });

  it.each<[string, (config: Json, byRegion: Json) => void, string]>([
    ['another version', (config) => (config.identifier['@@assign'] = `${guardrail}:2`), `has guardrail ${guardrail}:2`],
    [
      'messages of which the caller marks what is looked at',
      (config) => (config.selective_content_guarding.messages['@@assign'] = 'selective'),
      'messages selective',
    ],
    ['some models only', (config) => (config.model_enforcement.included_models['@@assign'] = ['a.b']), 'with models ["a.b"]'],
    ['a model left alone', (config) => config.model_enforcement.excluded_models['@@assign'].push('a.b'), 'with exceptModels'],
    ['none', (_, byRegion) => delete byRegion['us-east-2'], 'lacks the guardrail that the topology enforces in us-east-2'],
    ['one in a region more', (config, byRegion) => (byRegion['us-west-2'] = { config_1: config }), 'in us-west-2, where the topology names none'],
  ])('are noticed with %s', (_, change, message) => {
    const evidence = mutated(evidenceOf(loaded), 'aws-organization', (document) => {
      const policy = Object.values<Json>(document.Resources).find(({ Properties }) => Properties.Type === 'BEDROCK_POLICY');
      const byRegion = policy.Properties.Content.bedrock.guardrail_inference;
      change(byRegion['us-east-2'].config_1, byRegion);
    });
    const found = judge([orgBoundary], loaded, asOf, evidence);
    expect(found.map((finding) => finding.message).join('\n')).toContain(message);
    expect(found[0]).toMatchObject({ path: 'accounts.aws.serving', severity: 'error' });
  });

  it.each<[string, Edit, RegExp]>([
    ['a draft', [`${guardrail}:1`, `${guardrail}:DRAFT`], /guardrail: received .*a published version, no DRAFT/],
    ['no version', [`${guardrail}:1`, guardrail], /a published version/],
    ['another account', [`${guardrail}:1`, `${guardrail.replace('777788889999', '444455556666')}:1`], /one of 777788889999, the management account/],
    ['another region', [`${guardrail}:1`, `${guardrail.replace('us-east-2', 'us-west-2')}:1`], /received a guardrail in us-west-2\. Allowed: one in us-east-2/],
  ])('are refused at their line with %s', (_, edit, message) => {
    expect(() => topologyWith([edit], file)).toThrow(message);
  });

  it('of more characters than AWS takes are a finding with the number', () => {
    const models = Array.from({ length: 400 }, (_unused, index) => `"vendor.model-number-${index}"`).join(', ');
    expect(findings(serviceLimits, [['exceptModels: ["amazon.titan-embed-text-v2:0"]', `exceptModels: [${models}]`]], file)).toMatchObject([
      { message: expect.stringMatching(/^Policy llama-maverick-bedrock-guardrails has \d{5} characters\. Allowed: 10000\.$/) },
    ]);
  });

  it('are told in words when they come, change and go', () => {
    const words = (from: readonly Edit[], to: readonly Edit[]) =>
      topologyChanges(topologyWith(from, file).topology, topologyWith(to, file).topology).filter(({ topic }) => topic === 'data-use');
    const gone: Edit[] = [[section, '']];
    expect(words(gone, []).map((change) => change.text)).toEqual([
      'all Bedrock calls of serving in us-east-2 pass guardrail `abc123def456:1` of the management account: if it is not there, or not shared with the account, all of them fail',
    ]);
    expect(words([], [[`${guardrail}:1`, `${guardrail}:2`]])[0]?.text).toContain('`abc123def456:2` instead of `abc123def456:1`');
    expect(words([], gone)[0]?.text).toBe(
      'Bedrock calls of serving in us-east-2 still pass guardrail `abc123def456:1` of the management account until its policy is detached by hand: do that before the stacks of the accounts are deployed, by which callers lose the right to apply it',
    );
  });
});
