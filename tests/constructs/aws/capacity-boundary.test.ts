import { describe, expect, it } from 'vitest';
import { type Json, propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const organization = written('aws-organization');
const statement = (sid: string) => propertiesOf(organization, 'CapacityprodPolicy').Content.Statement.find(({ Sid }: Json) => Sid === sid);

describe('the capacity boundary of an organization', () => {
  it('lets procurement alone buy blocks, and GPUs run where fleets are', () => {
    expect(statement('CapacityBlocksByProcurementOnly')).toMatchObject({
      Effect: 'Deny',
      Action: ['ec2:PurchaseCapacityBlock', 'ec2:PurchaseCapacityBlockExtension'],
      Condition: { ArnNotLike: { 'aws:PrincipalArn': ['arn:aws:iam::111122223333:role/gpu-procurement-*'] } },
    });
    expect(statement('FleetRegionsOnly')).toMatchObject({ Effect: 'Deny', Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-north-1'] } } });
  });
});
