import { describe, expect, it } from 'vitest';
import { type Json, propertiesOf } from '../../support/documents.js';
import { evidenceOf } from '../../support/synthesized.js';
import { topologyWith } from '../../support/topologies.js';

const made: Json = evidenceOf(topologyWith([], 'examples/hosted-only.yaml')).aws?.find(({ name }) => name.endsWith('aws-allocated-cost'))?.document;

describe('the bucket of costs', () => {
  it('takes exports of its own account alone, under their own prefix', () => {
    const { Statement } = propertiesOf(made, 'StoreCostsPolicy').PolicyDocument;
    const delivery = Statement.find(({ Effect }: Json) => Effect === 'Allow');
    expect(delivery).toMatchObject({
      Action: 's3:PutObject',
      Principal: { Service: 'bcm-data-exports.amazonaws.com' },
      Condition: {
        StringEquals: { 'aws:SourceAccount': '444455556666' },
        ArnLike: { 'aws:SourceArn': 'arn:aws:bcm-data-exports:us-east-1:444455556666:export/*' },
      },
    });
    expect(delivery.Resource['Fn::Join'][1][1]).toBe('/exports/*');
  });

  it('keeps every version of a statement', () => {
    const { Rules } = propertiesOf(made, 'StoreCosts').LifecycleConfiguration;
    expect(Rules.map(({ Prefix, ExpirationInDays }: Json) => [Prefix, ExpirationInDays])).toEqual([
      [undefined, undefined],
      ['exports/', undefined],
      ['usage/', undefined],
    ]);
  });
});
