import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/licence/guardrail-content.js';
import { type Json, resourceOf, terraformResourceOf } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { topologies } from '../../support/topologies.js';

const guardrail = 'AWS::Bedrock::Guardrail';

it.each(topologies)('%s has no finding', (_, file) => {
  expect(findings(rule, [], file)).toEqual([]);
});

it('follows what the topology says of a guardrail', () => {
  expect(findings(rule, [['{strength: high, personalData: anonymize}', '{strength: low, personalData: allow}']])).toEqual([]);
});

describe('one change of the guardrail is a finding', () => {
  it.each<[string, (content: Json) => void, RegExp]>([
    [
      'a strength',
      (content) => Object.assign(content.ContentPolicyConfig.FiltersConfig[0], { OutputStrength: 'LOW' }),
      /lacks ContentPolicyConfig\.FiltersConfig with .*OutputStrength HIGH/,
    ],
    ['an example less', (content) => content.TopicPolicyConfig.TopicsConfig[0].Examples.pop(), /TopicsConfig/],
    ['a topic less', (content) => content.TopicPolicyConfig.TopicsConfig.pop(), /lacks TopicPolicyConfig\.TopicsConfig/],
    ['an identifier that passes', (content) => Object.assign(content.SensitiveInformationPolicyConfig.PiiEntitiesConfig[0], { Action: 'NONE' }), /Action NONE/],
    ['an identifier less', (content) => content.SensitiveInformationPolicyConfig.PiiEntitiesConfig.pop(), /lacks SensitiveInformationPolicyConfig/],
    ['another tier', (content) => Object.assign(content.TopicPolicyConfig.TopicsTierConfig, { TierName: 'STANDARD' }), /STANDARD/],
    [
      'inference in other regions',
      (content) =>
        Object.assign(content, { CrossRegionConfig: { GuardrailProfileArn: 'arn:aws:bedrock:us-east-2:111122223333:guardrail-profile/us.guardrail.v1:0' } }),
      /CrossRegionConfig/,
    ],
    [
      'a word list that nobody reviewed',
      (content) => Object.assign(content, { WordPolicyConfig: { WordsConfig: [{ Text: 'refund' }] } }),
      /has WordPolicyConfig\.WordsConfig with Text refund/,
    ],
  ])('%s', (_, change, message) => {
    const found = findingsAfter(rule, 'aws-bedrock-us-bedrock', (document) => change(resourceOf(document, guardrail)));
    expect(found.map((finding) => finding.message).join('\n')).toMatch(message);
    expect(found.every(({ path }) => path === 'hosts.us-bedrock')).toBe(true);
  });
});

describe('one change of the content filter on Azure is a finding', () => {
  it.each<[string, (filter: Json) => void, RegExp]>([
    [
      'a threshold',
      (filter) => Object.assign(filter.content_filter[0], { severity_threshold: 'High' }),
      /lacks content_filter with .*severity_threshold Medium/,
    ],
    [
      'a filter that reports only',
      (filter) => Object.assign(filter.content_filter[0], { block_enabled: false }),
      /has content_filter with block_enabled false/,
    ],
    ['a filter less', (filter) => filter.content_filter.pop(), /lacks content_filter/],
    ['a policy that only asks later', (filter) => Object.assign(filter, { mode: 'Asynchronous_filter' }), /mode Asynchronous_filter/],
  ])('%s', (_, change, message) => {
    const found = findingsAfter(rule, 'azure-foundry-dev-foundry', (document) => change(terraformResourceOf(document, 'azurerm_cognitive_account_rai_policy')));
    expect(found.map((finding) => finding.message).join('\n')).toMatch(message);
  });
});
