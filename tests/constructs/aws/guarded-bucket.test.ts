import { describe, expect, it } from 'vitest';
import { type Json, propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const weights = written('aws-weights-eu-north-1');

describe('a guarded bucket', () => {
  it('is private, owned by its account, and refuses plain text and old TLS', () => {
    for (const id of ['StorageWeights', 'StorageAccessLogs']) {
      expect(propertiesOf(weights, id)).toMatchObject({
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
      });
      const denied = propertiesOf(weights, `${id}Policy`).PolicyDocument.Statement.filter(({ Effect }: Json) => Effect === 'Deny');
      expect(denied.map(({ Condition }: Json) => Condition)).toEqual([
        { Bool: { 'aws:SecureTransport': 'false' } },
        { NumericLessThan: { 's3:TlsVersion': 1.2 } },
      ]);
    }
  });
});
