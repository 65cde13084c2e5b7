import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/capacity/answer-time.js';
import { type Json, resourceOf } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { googleFleet } from '../../support/google-fleet.js';
import { type Edit, topologyWith } from '../../support/topologies.js';

/** Tokens of an answer of the workload, in the text of its topology. */
function tokens(workload: string, outputTokens: number, file = 'topology.yaml'): Edit {
  const { source, topology } = topologyWith([], file);
  const block = source.text.slice(source.text.indexOf(`\n  ${workload}:\n`, source.text.indexOf('\nworkloads:')));
  const before = block.slice(0, block.indexOf('outputTokens: '));
  const now = topology.workloads[workload]?.load.outputTokens;
  return [`${before}outputTokens: ${now}`, `${before}outputTokens: ${outputTokens}`];
}

describe(rule.id, () => {
  it.each(['topology.yaml', 'examples/sovereign.yaml', googleFleet])('accepts %s', (file) => {
    expect(findings(rule, [], file)).toEqual([]);
  });

  // claims has 2 s to the first token and 0.1 s for each: 8,980 tokens take 900 s.
  it('compares with the backend service of a fleet on Google', () => {
    expect(findings(rule, [tokens('claims', 8_980, googleFleet)], googleFleet)).toEqual([]);
    expect(findings(rule, [tokens('claims', 8_990, googleFleet)], googleFleet)).toMatchObject([
      { path: 'workloads.claims.load.outputTokens', message: expect.stringContaining('takes 901 s (8990 tokens); eu-gce gives it up after 900 s') },
    ]);
  });

  it('compares with the ten minutes of Vertex AI', () => {
    const found = findings(rule, [tokens('grounded', 99_000)]);
    expect(found).toMatchObject([{ message: expect.stringContaining('grounding gives it up after 600 s') }]);
  });

  it('takes a load balancer without a time-out for one of a minute, and one that cannot be read for none', () => {
    const change = (value: unknown) =>
      findingsAfter(rule, 'aws-fleet-eu-fleet', (document) => {
        const balancer = resourceOf(document, 'AWS::ElasticLoadBalancingV2::LoadBalancer');
        const attributes = balancer.LoadBalancerAttributes.filter(({ Key }: Json) => Key !== 'idle_timeout.timeout_seconds');
        balancer.LoadBalancerAttributes = value === undefined ? attributes : [...attributes, { Key: 'idle_timeout.timeout_seconds', Value: value }];
      });
    expect(change('1')).not.toEqual([]);
    expect(change({ Ref: 'Idle' })).not.toEqual([]);
    expect(change('900')).toEqual([]);
  });
});
