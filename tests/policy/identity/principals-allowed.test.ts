import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/identity/principals.js';
import { resourceOf } from '../../support/documents.js';
import { findingsAfter } from '../../support/findings.js';
import { findingsWithSiem } from '../../support/siem.js';

const stranger = 'arn:aws:iam::999999999999:root';

describe('an extension', () => {
  const collector = 'arn:aws:iam::555566667777:role/siem-collector';
  const asked = (stack: string, principal: string, type: 'AWS::S3::BucketPolicy' | 'AWS::KMS::Key' = 'AWS::S3::BucketPolicy') =>
    findingsWithSiem(rule, stack, (document) => {
      const owner = resourceOf(document, type);
      const policy = type === 'AWS::KMS::Key' ? owner.KeyPolicy : owner.PolicyDocument;
      policy.Statement.push({ Effect: 'Allow', Principal: { AWS: principal }, Action: 's3:GetObject', Resource: '*' });
    });

  it('admits its principal in its stacks, and nobody else', () => {
    expect(asked('aws-fleet-fleet', collector)).toEqual([]);
    expect(asked('aws-fleet-fleet', stranger)).toHaveLength(1);
    expect(asked('aws-weights-eu-north-1', collector, 'AWS::KMS::Key')).toHaveLength(1);
  });
});

it('takes a default that is written out for what it is, and no other value', () => {
  const key = (more: object) => findingsAfter(rule, 'aws-fleet-eu-fleet', (document) => void Object.assign(resourceOf(document, 'AWS::KMS::Key'), more));
  expect(key({ Enabled: true, MultiRegion: false })).toEqual([]);
  expect(key({ Enabled: false })[0]?.message).toContain('Enabled is false; allowed: absent');
  expect(key({ MultiRegion: true })[0]?.message).toContain('MultiRegion is true; allowed: absent');
});
