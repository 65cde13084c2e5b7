import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/residency/training-place.js';
import { topologyFindings } from '../../support/findings.js';
import { claimsTraining, fineTuned } from '../../support/fine-tuned.js';
import { type Edit, topologies } from '../../support/topologies.js';

const trained = (place: string): Edit => [claimsTraining, claimsTraining.replace('country: US, cloud: aws, region: us-east-2', place)];
const told = (...edits: Edit[]) => topologyFindings(rule, edits, fineTuned).map(({ path, severity, message }) => [path, severity, message]);

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, file) => {
    expect(topologyFindings(rule, [], file)).toEqual([]);
  });

  it('refuses training outside the zone of the data, on a cloud or not', () => {
    expect(told(trained('country: IE, cloud: aws, region: eu-west-1'))).toEqual([
      ['models.claims.fineTune.training', 'fatal', 'claims was trained in IE (aws, eu-west-1, 666677778888) on data of zone us. Allowed: US.'],
    ]);
    expect(told(trained('country: IN, cloud: none'))).toEqual([
      ['models.claims.fineTune.training', 'fatal', expect.stringContaining('trained in IN (none, 666677778888)')],
    ]);
  });

  it('accepts any country for data of a zone without borders', () => {
    expect(told(trained('country: IE, cloud: aws, region: eu-west-1'), ['  us: [US]', '  us: [ANY]'])).toEqual([]);
  });

  it.each([
    ['country: US, cloud: aws, region: eu-west-1', /training\.country: received US; eu-west-1 is in IE\. Allowed: IE/],
    ['country: US, cloud: aws, region: us-middle-9', /training\.region: received us-middle-9, which is no region of aws/],
    ['country: US, cloud: aws', /training\.cloud: received aws without a region/],
    ['country: US, cloud: none, region: us-east-2', /training\.region: received a region of no cloud/],
  ])('the loader refuses %s', (place, message) => {
    expect(() => told(trained(place))).toThrow(message);
  });
});
