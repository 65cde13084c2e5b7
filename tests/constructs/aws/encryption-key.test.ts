import { describe, expect, it } from 'vitest';
import { type Json, propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

describe('an encryption key', () => {
  it('rotates, stays when its stack goes, and waits 30 days when it is deleted', () => {
    for (const stack of [written('aws-fleet-eu-fleet'), written('aws-weights-eu-north-1'), written('aws-account-us-east-2')]) {
      const keys = Object.values(stack.Resources).filter(({ Type, Properties }) => Type === 'AWS::KMS::Key' && Properties.KeyUsage === undefined);
      expect(keys.length).toBeGreaterThan(0);
      for (const { Properties, DeletionPolicy } of keys) {
        expect(Properties).toMatchObject({ EnableKeyRotation: true, PendingWindowInDays: 30 });
        expect(DeletionPolicy).toBe('Retain');
      }
    }
  });

  it('lets CloudWatch Logs of its own account and region in, and no other', () => {
    const logs = propertiesOf(written('aws-account-us-east-2'), 'BedrockKey').KeyPolicy.Statement.find(
      ({ Principal }: Json) => Principal.Service !== undefined,
    );
    expect(logs.Condition).toEqual({ ArnLike: { 'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:us-east-2:111122223333:*' } });
  });
});
