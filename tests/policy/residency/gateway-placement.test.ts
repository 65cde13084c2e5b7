import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/residency/gateway-placement.js';
import { topologyFindings } from '../../support/findings.js';

describe(rule.id, () => {
  it('accepts gateways inside their zones', () => {
    expect(topologyFindings(rule)).toEqual([]);
  });

  it('refuses a gateway outside its zone, at its network', () => {
    expect(topologyFindings(rule, [['    eu:\n      network: eu\n', '    eu:\n      network: us\n']])).toMatchObject([
      { severity: 'fatal', path: 'gateway.zones.eu.network', message: 'The gateway of eu is in us, in us-east-2 (US). Allowed: EU27.' },
    ]);
  });

  it('goes by country: Zurich and London are outside the EU, Paris is inside', () => {
    const moved = (region: string) =>
      topologyFindings(rule, [
        [
          '    region: eu-north-1\n    cidr: 10.40.0.0/16\n    availabilityZones: [eu-north-1a, eu-north-1b]',
          `    region: ${region}\n    cidr: 10.40.0.0/16\n    availabilityZones: [${region}a, ${region}b]`,
        ],
      ]).length;
    expect([moved('eu-central-2'), moved('eu-west-2'), moved('eu-west-3')]).toEqual([1, 1, 0]);
  });

  it('accepts any place for a zone without borders', () => {
    expect(topologyFindings(rule, [['    any:\n      network: eu\n', '    any:\n      network: us\n']])).toEqual([]);
  });

  it('holds a gateway to the regions of each workload', () => {
    expect(topologyFindings(rule, [['    regions: [us-east-2]', '    regions: [us-west-2]']])).toMatchObject([
      { path: 'gateway.zones.us.network', message: expect.stringContaining('workloads.variable.regions: us-west-2') },
    ]);
  });
});
