import { describe, expect, it } from 'vitest';
import { rehearsalOutputs } from '../../../gateway/rehearsal.js';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/residency/recorded-values.js';
import { recorded } from '../../attacks/recorded.js';
import type { Json, Written } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { asOf, topologies, topologyWith } from '../../support/topologies.js';

const found = (file: string, change: (outputs: Json) => void = () => undefined) => {
  const { topology } = topologyWith([], file);
  const outputs = structuredClone(rehearsalOutputs(topology));
  change(outputs);
  return judge([rule], topologyWith([], file, outputs), asOf, {});
};

describe(rule.id, () => {
  it.each(topologies)('accepts what a deployment of %s prints', (_, file) => {
    expect(found(file)).toEqual([]);
  });

  it('says nothing of what is not recorded', () => {
    expect(judge([rule], topologyWith(), asOf, {})).toEqual([]);
  });

  it.each(recorded.map((attack) => [attack.name, attack] as const))('refuses %s', (_, { file, change, says }) => {
    expect(found(file, change)).toContainEqual(expect.objectContaining({ severity: 'fatal', message: expect.stringContaining(says) }));
  });

  it('is about the host, with the value and what it may be', () => {
    const [finding] = found('topology.yaml', (outputs) => (outputs['hosts'].grounding.searchHost = 'us-discoveryengine.googleapis.com'));
    expect(finding).toMatchObject({
      path: 'hosts.grounding',
      message: 'The outputs file has us-discoveryengine.googleapis.com for hosts.grounding.searchHost. Allowed: eu-discoveryengine.googleapis.com.',
    });
  });

  const text = (d: Written, name: string, value: string) => {
    if (d.output?.[name] !== undefined) d.output[name].value = value;
    else (d as Json).Outputs[name].Value = value;
  };

  it.each<[string, string, string, string, string, string?]>([
    [
      'an index abroad',
      'google-search-grounding',
      'searchHost',
      'us-discoveryengine.googleapis.com',
      'prints us-discoveryengine.googleapis.com for hosts.grounding.searchHost',
    ],
    ['a filter of prompts at a stranger’s', 'google-vertex-grounding', 'modelArmorHost', 'evil.example.com', 'hosts.grounding.modelArmorHost'],
    ['an endpoint at a stranger’s', 'google-vertex-grounding', 'endpointDns-blue', 'evil.example.com', 'deployments.blue.endpointDns'],
    [
      'a reference with something behind it',
      'azure-foundry-dev-foundry',
      'endpoint',
      '${azurerm_cognitive_account.Foundry_Account_DB969EE1.endpoint}.evil.example.com/',
      'hosts.dev-foundry.endpoint',
    ],
    [
      'an attribute of a resource that is not there',
      'azure-foundry-dev-foundry',
      'endpoint',
      '${azurerm_cognitive_account.Other.endpoint}',
      'hosts.dev-foundry.endpoint',
    ],
    [
      'a version of a guardrail, spelled out',
      'aws-bedrock-us-bedrock',
      'GuardrailVersion',
      '1',
      'prints 1 as GuardrailVersion. Allowed: an attribute of a resource',
    ],
    [
      'a secret of another account',
      'aws-fleet-eu-fleet',
      'ApiKeySecret',
      'arn:aws:secretsmanager:eu-north-1:999988887777:secret:x',
      'hosts.eu-fleet.apiKeySecret',
    ],
    ['a proof for another project', 'google-foundation-search', 'audience-grounded', 'https://evil.example.com', 'identities.search.grounded.audience'],
  ])('refuses a stack that prints %s', (_, stack, name, value, says) => {
    const found = findingsAfter(rule, stack, (document) => text(document, name, value));
    expect(found).toContainEqual(expect.objectContaining({ severity: 'fatal', message: expect.stringContaining(says) }));
  });

  it.each(topologies)('accepts what the stacks of %s print', (_, file) => {
    expect(findings(rule, [], file)).toEqual([]);
  });
});
