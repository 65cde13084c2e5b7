import { describe, expect, it } from 'vitest';
import { bedrockReach, sourceArn } from '../../../hosts/bedrock/reach.js';
import { hostsOf } from '../../../hosts/select.js';
import { type Edit, topologyWith } from '../../support/topologies.js';

function reachOf(edits: readonly Edit[] = []) {
  const { topology } = topologyWith(edits);
  const [[, host] = expect.fail('no Bedrock host')] = hostsOf(topology, 'bedrock');
  return { reach: bedrockReach(topology, host), region: host.region };
}
const profile = (to: string): Edit => ['profile: in-region', `profile: ${to}`];
const place = { partition: 'aws', region: 'us-east-2', account: '111122223333' };

describe('the expansion of a Bedrock host', () => {
  it('stays in its region, where the model is called directly', () => {
    const { reach } = reachOf();
    expect(reach).toMatchObject({ modelId: 'meta.llama3-3-70b-instruct-v1:0', destinations: ['us-east-2'], listed: true });
    expect(sourceArn(reach, place)).toBe('arn:aws:bedrock:us-east-2::foundation-model/meta.llama3-3-70b-instruct-v1:0');
  });

  it('spreads over the destinations of a system profile, which carries the account', () => {
    const { reach } = reachOf([profile('us')]);
    expect(reach.destinations).toEqual(['us-east-1', 'us-east-2', 'us-west-2']);
    expect(sourceArn(reach, place)).toBe('arn:aws:bedrock:us-east-2:111122223333:inference-profile/us.meta.llama3-3-70b-instruct-v1:0');
  });

  it('says so when facts know no such profile', () => {
    expect(reachOf([profile('eu')]).reach).toMatchObject({ destinations: ['us-east-2'], listed: false });
  });
});
