import { describe, expect, it } from 'vitest';
import { type Json, propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const fleet = written('aws-fleet-eu-fleet');

describe('the key of a fleet', () => {
  it('is used for volumes by the service that makes nodes, in this account and region only', () => {
    const grants = propertiesOf(fleet, 'Key').KeyPolicy.Statement.filter(({ Principal }: Json) =>
      JSON.stringify(Principal).includes('AWSServiceRoleForAutoScaling'),
    );
    expect(grants.length).toBeGreaterThan(0);
    expect(JSON.stringify(grants)).toContain('kms:CreateGrant');
    expect(JSON.stringify(grants)).toContain('kms:GrantIsForAWSResource');
  });
});
