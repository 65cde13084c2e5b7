import { describe, expect, it } from 'vitest';
import { gatewayCallers } from '../../derived/gateway-callers.js';
import { trustIn } from '../../derived/gateway-trust.js';
import { topologyWith } from '../support/topologies.js';

const { topology } = topologyWith();
const gce = topologyWith([], 'examples/eu-gce.yaml').topology;

describe('who calls a Bedrock host', () => {
  it('is the gateway role of each workload on its route', () => {
    expect(gatewayCallers(topology, 'us', 'us-bedrock')).toEqual([
      'arn:aws:iam::111122223333:role/llama-platform-acme-global-assist',
      'arn:aws:iam::111122223333:role/llama-platform-acme-variable',
    ]);
  });

  it('is a pattern of them beyond 60, because an endpoint policy has no room for more', () => {
    const variable = topology.workloads['variable'] ?? expect.fail('no workload variable');
    const crowd = (count: number) => ({ ...topology, workloads: Object.fromEntries(Array.from({ length: count }, (_, index) => [`w${index}`, variable])) });
    expect(gatewayCallers(crowd(60), 'us', 'us-bedrock')).toHaveLength(60);
    expect(gatewayCallers(crowd(61), 'us', 'us-bedrock')).toEqual(['arn:aws:iam::111122223333:role/llama-platform-acme-*']);
    expect(gatewayCallers({ ...topology, workloads: {} }, 'us', 'us-bedrock')).toEqual([]);
  });
});

describe('what another cloud may trust', () => {
  it('is a role for each workload whose gateway is on AWS, by both of its names, with the issuer of its account', () => {
    const { subjects, accounts, issuers } = trustIn({ topology: gce, outputs: {} });
    expect([...subjects]).toEqual([
      ['arn:aws:iam::444455556666:role/llama-platform-eu-gce-claims', 'claims'],
      ['arn:aws:sts::444455556666:assumed-role/llama-platform-eu-gce-claims', 'claims'],
      ['arn:aws:iam::444455556666:role/llama-platform-eu-gce-quality', 'quality'],
      ['arn:aws:sts::444455556666:assumed-role/llama-platform-eu-gce-quality', 'quality'],
    ]);
    expect([...accounts]).toEqual(['444455556666']);
    expect([...issuers]).toEqual(['https://00000000-0000-4000-8000-000000000000.tokens.sts.global.api.aws']);
  });

  it('takes the issuer from the outputs where the topology has none, and trusts none that it does not know', () => {
    const maas = topologyWith([], 'examples/us-maas.yaml').topology;
    expect([...trustIn({ topology: maas, outputs: {} }).issuers]).toEqual([]);
    expect([...trustIn({ topology: maas, outputs: { issuers: { core: 'https://issuer.example' } } }).issuers]).toEqual(['https://issuer.example']);
  });

  it('is nothing where no gateway is on AWS', () => {
    const { subjects, accounts } = trustIn({ topology: { ...gce, gateway: { ...gce.gateway, zones: {} } }, outputs: {} });
    expect([...subjects, ...accounts]).toEqual([]);
  });
});
