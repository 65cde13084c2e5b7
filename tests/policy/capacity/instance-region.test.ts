import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/capacity/instance-region.js';
import { findings, findingsAfter, resourceOf, topologyFindings } from '../harness.js';

const region: [string, string] = ['    region: eu-north-1\n    network: eu\n', '    region: eu-central-1\n    network: eu\n'];

describe(rule.id, () => {
  it('accepts p5 in eu-north-1', () => {
    expect(findings(rule)).toEqual([]);
  });

  it("refuses p5 in eu-central-1, at the region's line, with the regions that have it", () => {
    const found = topologyFindings(rule, [region]).find(({ path }) => path === 'hosts.eu-fleet.region');
    expect(found).toMatchObject({ severity: 'fatal', message: expect.stringContaining('eu-north-1') });
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
      (document: any) => void (resourceOf(document, 'AWS::EC2::LaunchTemplate').LaunchTemplateData.InstanceType = 'p5e.48xlarge'),
    ],
    ['reservation', 'aws-capacity-eu-fleet', (document: any) => void (resourceOf(document, 'AWS::EC2::CapacityReservation').InstanceType = 'p5e.48xlarge')],
  ])('notices a type that the region lacks in a %s', (_, stack, change) => {
    expect(findingsAfter(rule, stack, change)).toHaveLength(1);
  });
});
