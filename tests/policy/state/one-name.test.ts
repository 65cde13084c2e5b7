import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/state/one-name.js';
import { findings } from '../../support/findings.js';
import type { Edit } from '../../support/topologies.js';

const file = 'examples/sovereign.yaml';
/** The guard's host under another key, wherever that stands. */
const renamed = (key: string): Edit[] => [
  ['\n  screen:\n', `\n  ${key}:\n`],
  ['guard: screen\n', `guard: ${key}\n`],
];

describe(rule.id, () => {
  it('accepts two fleets and a gateway side by side', () => {
    expect(findings(rule, [], file)).toEqual([]);
    expect(findings(rule, renamed('gw-de'), file)).toEqual([]);
  });

  it('refuses a fleet whose load balancer would be called as that of a gateway', () => {
    expect(findings(rule, renamed('gw-eu'), file)).toMatchObject([
      { severity: 'error', message: expect.stringContaining('both have one AWS::ElasticLoadBalancingV2::LoadBalancer called sovereign-gw-eu') },
    ]);
  });
});
