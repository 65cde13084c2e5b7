import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/residency/bedrock-profile-destinations.js';
import { resourceOf } from '../../support/documents.js';
import { findings, findingsAfter, topologyFindings } from '../../support/findings.js';

describe(rule.id, () => {
  it('accepts an in-Region profile', () => {
    expect(findings(rule)).toEqual([]);
  });

  it('refuses a us. profile for a workload that allows one region only, and lists where it would go', () => {
    const found = topologyFindings(rule, [['profile: in-region', 'profile: us']]);
    expect(found).toMatchObject([
      {
        path: 'hosts.us-bedrock.profile',
        severity: 'fatal',
        message: expect.stringContaining('us-east-1, us-east-2, us-west-2; variable allows only us-east-2'),
      },
    ]);
  });

  it('accepts the same profile for workloads whose zone holds every destination', () => {
    expect(
      findings(rule, [
        ['profile: in-region', 'profile: us'],
        ['    regions: [us-east-2]\n', ''],
      ]),
    ).toEqual([]);
  });

  it('refuses a profile whose destinations leave the zone', () => {
    const found = topologyFindings(rule, [
      ['profile: in-region', 'profile: us'],
      ['    regions: [us-east-2]\n', ''],
      ['    zone: us\n', '    zone: eu\n'],
    ]);
    expect(found.map(({ message }) => message)).toEqual([expect.stringContaining('must stay in zone eu, which leaves out US')]);
  });

  it('refuses a profile whose destinations nobody knows', () => {
    expect(topologyFindings(rule, [['profile: in-region', 'profile: global']])[0]?.message).toContain('destinations that facts do not list');
  });

  it('notices a profile put into the output by hand', () => {
    const found = findingsAfter(rule, 'aws-bedrock-us-bedrock', (document) => {
      resourceOf(document, 'AWS::Bedrock::ApplicationInferenceProfile').ModelSource.CopyFrom =
        'arn:aws:bedrock:us-east-2:111122223333:inference-profile/us.meta.llama3-3-70b-instruct-v1:0';
    });
    expect(found).toMatchObject([{ path: 'hosts.us-bedrock.profile', resource: expect.any(String), message: expect.stringContaining('us-west-2') }]);
  });
});
