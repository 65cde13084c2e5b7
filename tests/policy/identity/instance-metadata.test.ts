import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/identity/instance-metadata.js';
import { findings, findingsAfter, resourceOf } from '../harness.js';

const after = (change: (options: any, data: any) => void) =>
  findingsAfter(rule, 'aws-fleet-eu-fleet', (document) => {
    const data = resourceOf(document, 'AWS::EC2::LaunchTemplate').LaunchTemplateData;
    change(data.MetadataOptions, data);
  });

describe(rule.id, () => {
  it('accepts what the fleet launches', () => {
    expect(findings(rule)).toEqual([]);
  });

  it.each<[string, (options: any, data: any) => void, string[]]>([
    ['a hop limit of 2', (options) => void (options.HttpPutResponseHopLimit = 2), ['HttpPutResponseHopLimit: received 2. Allowed: 1.']],
    ['optional tokens', (options) => void (options.HttpTokens = 'optional'), ['HttpTokens: received "optional". Allowed: required.']],
    [
      'no options at all: the defaults of the image decide',
      (_, data) => void delete data.MetadataOptions,
      ['HttpTokens: received nothing. Allowed: required.', 'HttpPutResponseHopLimit: received nothing. Allowed: 1.'],
    ],
  ])('notices %s', (_, change, messages) => {
    const found = after(change);
    expect(found.map(({ message }) => message.replace('LaunchTemplateData.MetadataOptions.', '')).sort()).toEqual([...messages].sort());
    expect(found[0]).toMatchObject({ severity: 'error', path: 'hosts.eu-fleet.nodes' });
  });
});
