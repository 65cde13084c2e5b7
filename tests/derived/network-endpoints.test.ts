import { describe, expect, it } from 'vitest';
import { endpointsOfNetwork } from '../../derived/network-endpoints.js';
import { topologies, topologyWith } from '../support/topologies.js';

const reference = topologyWith().topology;

describe('what endpoints let through', () => {
  it('writes no data: no upload, no message, no change of a secret', () => {
    const all = topologies.flatMap(([, file]) => {
      const { topology } = topologyWith([], file);
      return Object.keys(topology.networks).flatMap((network) => Object.values(endpointsOfNetwork(topology, network)).flat());
    });
    expect(all.length).toBeGreaterThan(100);
    for (const action of all) expect(action).not.toMatch(/^s3:Put|^kms:Sign|secretsmanager:(Put|Update|Create|Delete)|:Send|iam:/);
    expect(endpointsOfNetwork(reference, 'us')['bedrock-runtime']).toEqual([
      'bedrock:ApplyGuardrail',
      'bedrock:InvokeModel',
      'bedrock:InvokeModelWithResponseStream',
    ]);
  });

  it('takes no role through a command channel, mints tokens and assumes roles only', () => {
    const { sts, kms } = endpointsOfNetwork(reference, 'eu');
    expect(sts).toEqual(['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity', 'sts:GetCallerIdentity', 'sts:GetWebIdentityToken']);
    expect(kms).toEqual(['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey', 'kms:Verify']);
  });
});
