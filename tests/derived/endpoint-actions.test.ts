import { describe, expect, it } from 'vitest';
import { endpointActions } from '../../derived/endpoint-actions.js';

describe('what endpoints let through', () => {
  it('writes no data: no upload, no message, no change of a secret', () => {
    const all = Object.values(endpointActions).flat();
    for (const action of all) expect(action).not.toMatch(/^s3:Put|^kms:Sign|secretsmanager:(Put|Update|Create|Delete)|:Send|iam:/);
    expect(endpointActions['bedrock-runtime']).toEqual(['bedrock:ApplyGuardrail', 'bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream']);
  });

  it('takes no role through a command channel, mints tokens and assumes roles only', () => {
    expect(endpointActions.sts).toEqual(['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity', 'sts:GetCallerIdentity', 'sts:GetWebIdentityToken']);
    expect(endpointActions.kms).toEqual(['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey', 'kms:Verify']);
  });
});
