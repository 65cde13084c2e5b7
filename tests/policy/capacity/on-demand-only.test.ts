import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/capacity/on-demand-only.js';
import { resourceOf } from '../../support/documents.js';
import { findings, findingsAfter, topologyFindings } from '../../support/findings.js';

const capacity = `      reservations:
        a: {availabilityZone: eu-north-1a, count: 6}
        b: {availabilityZone: eu-north-1b, count: 6}
`;

describe(rule.id, () => {
  it('is silent about a fleet with reservations', () => {
    expect(findings(rule)).toEqual([]);
  });

  it('warns of one without, whatever onDemand says', () => {
    for (const onDemand of [true, false]) {
      expect(topologyFindings(rule, [[capacity, `      onDemand: ${onDemand}\n`]])).toMatchObject([{ severity: 'warning', path: 'hosts.eu-fleet.capacity' }]);
    }
  });

  it('notices an Auto Scaling group that lost its reservations', () => {
    const found = findingsAfter(rule, 'aws-fleet-eu-fleet', (document) => {
      resourceOf(document, 'AWS::AutoScaling::AutoScalingGroup').MixedInstancesPolicy.InstancesDistribution.DistributionSegments[0].TargetCapacityTypes = [
        'on-demand',
      ];
    });
    expect(found).toMatchObject([{ path: 'hosts.eu-fleet.nodes' }]);
  });
});
