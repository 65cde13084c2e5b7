import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/residency/org-boundary.js';
import type { Json } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';

type Change = (policy: Json, sid: (name: string) => Json) => void;
function after(change: Change): string {
  const found = findingsAfter(rule, 'aws-organization', (document) => {
    const policy = Object.values<Json>(document.Resources).find(({ Properties }) => String(Properties.Name).endsWith('-bedrock')).Properties;
    change(policy, (name) => policy.Content.Statement.find(({ Sid }: Json) => Sid === name));
  });
  return found.map(({ message }) => message).join('\n');
}
const without =
  (name: string): Change =>
  ({ Content }) => {
    const left = Content.Statement.filter(({ Sid }: Json) => Sid !== name);
    expect(left.length).toBeLessThan(Content.Statement.length);
    Content.Statement = left;
  };

describe('residency/org-boundary', () => {
  it('accepts the reference topology, in one region and over many', () => {
    expect(findings(rule)).toEqual([]);
    expect(findings(rule, [['profile: in-region', 'profile: us']])).toEqual([]);
  });

  it.each<[string, Change, string]>([
    [
      'a region too many',
      (_, sid) => sid('BedrockRegions').Condition.StringNotEquals['aws:RequestedRegion'].push('eu-west-2'),
      'region eu-west-2, which no host',
    ],
    ['a region too few', (_, sid) => (sid('BedrockRegions').Condition.StringNotEquals['aws:RequestedRegion'] = ['us-east-1']), 'stops region us-east-2'],
    ['no limit of regions', without('BedrockRegions'), 'limits no region'],
    [
      'a second condition, which weakens the first',
      (_, sid) => (sid('BedrockRegions').Condition.Bool = { 'aws:ViaAWSService': 'false' }),
      'stops region us-east-2',
    ],
    [
      'a model too many',
      (_, sid) => sid('ApprovedModelsOnly').NotResource.push('arn:aws:bedrock:*::foundation-model/*'),
      'invocable arn:aws:bedrock:*::foundation-model/*',
    ],
    ['models of any kind', without('ApprovedModelsOnly'), 'limits no invocable'],
    ['models without profile', without('ModelsOnlyThroughProfiles'), 'limits no profile'],
    [
      'system profiles',
      (_, sid) => (sid('ModelsOnlyThroughProfiles').Condition.ArnNotLike['bedrock:InferenceProfileArn'] = 'arn:aws:bedrock:*:*:inference-profile/*'),
      'lets through profile arn:aws:bedrock:*:*:inference-profile/*',
    ],
    ['retention', without('RetentionStays'), 'limits no retention mode'],
    ['API keys', without('NoMantleNoApiKeys'), 'API keys'],
    ['the root', (policy) => (policy.TargetIds = ['r-ab12']), 'is put on r-ab12'],
    ['an account of others', (policy) => policy.TargetIds.push('999900001111'), 'is put on 999900001111'],
    ['no account', (policy) => (policy.TargetIds = []), 'limits no region'],
  ])('refuses %s', (_, change, message) => {
    expect(after(change)).toContain(message);
  });
});
