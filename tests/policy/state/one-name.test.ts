import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/state/one-name.js';
import type { Json } from '../../support/documents.js';
import { findings } from '../../support/findings.js';
import { evidenceOf, mutated } from '../../support/synthesized.js';
import { asOf, type Edit, topologyWith } from '../../support/topologies.js';

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

  it('refuses a name in another region or account where it is one for both', () => {
    const bucket = (stack: Json, name: string) => void (stack.Resources.Stranger = { Type: 'AWS::S3::Bucket', Properties: { BucketName: name } });
    const role = (stack: Json, name: string) => void (stack.Resources.Stranger = { Type: 'AWS::IAM::Role', Properties: { RoleName: name } });
    const both = (add: typeof bucket) => {
      const loaded = topologyWith();
      const evidence = ['aws-lifecycle-us-east-2', 'aws-token-broker-eu-north-1'].reduce(
        (found, stack) => mutated(found, stack, (document) => add(document as Json, 'acme-stranger')),
        evidenceOf(loaded),
      );
      return judge([rule], loaded, asOf, evidence);
    };
    expect(both(bucket)).toMatchObject([{ message: expect.stringContaining('AWS::S3::Bucket called acme-stranger') }]);
    expect(both(role)).toMatchObject([{ message: expect.stringContaining('AWS::IAM::Role called acme-stranger') }]);
  });
});
