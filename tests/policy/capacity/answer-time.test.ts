import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/capacity/answer-time.js';
import { type Json, resourceOf, terraformResourceOf } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { googleFleet, onGoogleFleet } from '../../support/google-fleet.js';
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

  // claims has 2 s to the first token and 0.1 s for each: 5,980 tokens take 600 s.
  it('compares with what the network of a fleet on Google remembers: its nodes may open no connection', () => {
    expect(findings(rule, [tokens('claims', 5_980, googleFleet)], googleFleet)).toEqual([]);
    expect(findings(rule, [tokens('claims', 5_990, googleFleet)], googleFleet)).toMatchObject([
      { path: 'workloads.claims.load.outputTokens', message: expect.stringContaining('takes 601 s (5990 tokens); eu-gce gives it up after 600 s') },
    ]);
  });

  it('compares with the backend service where that ends sooner, and with Application Gateway', () => {
    const service = (change: (service: Json) => void) =>
      onGoogleFleet(rule, (document) => change(terraformResourceOf(document, 'google_compute_region_backend_service')));
    expect(service((one) => void (one.timeout_sec = 5))[0]).toMatchObject({ message: expect.stringContaining('gives it up after 5 s') });
    expect(service((one) => void (one.timeout_sec = '${var.seconds}'))).not.toEqual([]);
    const gateway = (change: (settings: Json) => void) =>
      findingsAfter(
        rule,
        'azure-fleet-us-nd',
        (document) => change(terraformResourceOf(document, 'azurerm_application_gateway')),
        {},
        'examples/azure-nodes.yaml',
      );
    expect(gateway((one) => void (one.backend_http_settings[0].request_timeout = 900))).toEqual([]);
    expect(gateway((one) => void (one.backend_http_settings[0].request_timeout = 5))[0]).toMatchObject({ message: expect.stringContaining('after 5 s') });
    expect(gateway((one) => void delete one.backend_http_settings)[0]).toMatchObject({ message: expect.stringContaining('after 0 s') });
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
