import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/capacity/instance-region.js';
import { resourceOf, terraformResourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter, topologyFindings } from '../../support/findings.js';
import { googleFleet, onGoogleFleet } from '../../support/google-fleet.js';

const region: [string, string] = ['    region: eu-north-1\n    network: eu\n', '    region: eu-central-1\n    network: eu\n'];

describe(rule.id, () => {
  it('accepts p5 in eu-north-1', () => {
    expect(findings(rule)).toEqual([]);
  });

  it("refuses p5 in eu-central-1, at the region's line, with the regions that have it", () => {
    const found = topologyFindings(rule, [region]).find(({ path }) => path === 'hosts.eu-fleet.region');
    expect(found).toMatchObject({ severity: 'fatal', message: expect.stringContaining('eu-north-1') });
  });

  it('says once that a type is not offered, and what the region has', () => {
    const found = findings(rule, [region]).filter(({ message }) => message.includes('not offered'));
    expect(found).toMatchObject([{ path: 'hosts.eu-fleet.region', message: expect.stringMatching(/ eu-central-1 has /) }]);
  });

  it('refuses zones of another region', () => {
    expect(topologyFindings(rule, [['a: {availabilityZone: eu-north-1a', 'a: {availabilityZone: us-east-2a']]).map(({ path }) => path)).toEqual([
      'hosts.eu-fleet.capacity.reservations.a.availabilityZone',
    ]);
  });

  it('names the nearest type for an unknown one', () => {
    expect(topologyFindings(rule, [['instanceType: p5.48xlarge', 'instanceType: p5.84xlarge']])[0]?.message).toContain('Did you mean "p5.48xlarge"?');
  });

  it.each([
    [
      'launch template',
      'aws-fleet-eu-fleet',
      (document: Written) => void (resourceOf(document, 'AWS::EC2::LaunchTemplate').LaunchTemplateData.InstanceType = 'p5e.48xlarge'),
    ],
    ['reservation', 'aws-capacity-eu-fleet', (document: Written) => void (resourceOf(document, 'AWS::EC2::CapacityReservation').InstanceType = 'p5e.48xlarge')],
  ])('notices a type that the region lacks in a %s', (_, stack, change) => {
    expect(findingsAfter(rule, stack, change)).toHaveLength(1);
  });
});

describe('on Google', () => {
  it('accepts machines in zones that have them', () => expect(findings(rule, [], googleFleet)).toEqual([]));

  it.each([
    ['a zone without the type', 'zone: europe-west4-b', 'zone: europe-west4-a', 'capacity.reservations.b.zone'],
    ['a zone of another region', 'zone: europe-west4-b', 'zone: europe-west1-b', 'capacity.reservations.b.zone'],
    ['a type that is none', 'a3-highgpu-8g', 'a3-hihgpu-8g', 'nodes.instanceType'],
  ])('refuses %s at its line', (_, from, to, field) => {
    expect(findings(rule, [[from, to]], googleFleet)).toMatchObject([{ severity: 'fatal', path: `hosts.eu-gce.${field}` }]);
  });

  it('sees a reservation that was moved', () => {
    const moved = onGoogleFleet(
      rule,
      (document) => void (terraformResourceOf(document, 'google_compute_reservation').zone = 'europe-west4-a'),
      'google-capacity-eu-gce',
    );
    expect(moved).toMatchObject([{ path: 'hosts.eu-gce.capacity.reservations.b', message: expect.stringContaining('not offered in europe-west4-a') }]);
  });
});
