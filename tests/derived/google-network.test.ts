import { describe, expect, it } from 'vitest';
import { networkAddresses, networkNames, routerName } from '../../derived/google-network.js';
import { topologyWith } from '../support/topologies.js';

describe('a network on Google', () => {
  it('that is made here has names of topology and network', () => {
    expect(networkNames(topologyWith().topology, 'grounding')).toEqual({
      project: 'acme-llama-grounded',
      network: 'projects/acme-llama-grounded/global/networks/acme-grounding',
      subnet: 'projects/acme-llama-grounded/regions/europe-west4/subnetworks/acme-grounding-endpoints',
      networkName: 'acme-grounding',
      subnetName: 'acme-grounding-endpoints',
      googleApis: 'acme-grounding-googleapis',
      predictionZone: 'acme-grounding-vertex',
    });
  });

  it('that exists is that of its host project, used from the project of its account', () => {
    const { topology } = topologyWith([], 'examples/landing-zone.yaml');
    expect(networkNames(topology, 'shared')).toMatchObject({
      project: 'nordic-llama-gpu',
      network: 'projects/nordic-network-host/global/networks/prod',
      subnet: 'projects/nordic-network-host/regions/europe-west4/subnetworks/grounding',
    });
  });

  it('that exists without a subnet has none that anybody could guess', () => {
    const { topology } = topologyWith([], 'examples/landing-zone.yaml');
    const { subnets: _, ...shared } = topology.existing.networks['shared'] ?? expect.fail('no such network');
    const without = { ...topology, existing: { ...topology.existing, networks: { shared } } };
    expect(networkNames(without, 'shared').subnet).toBeUndefined();
  });

  // 10.80.0.0/20 is 10.80.0.0 to 10.80.15.255: halves at 10.80.8.0, its last quarter from 10.80.12.0 on.
  it('keeps its lower half for the subnet, an address of the upper one for APIs, and the last quarter for proxies', () => {
    expect(networkAddresses(topologyWith().topology, 'grounding')).toEqual({ subnetCidr: '10.80.0.0/21', googleApis: '10.80.8.1', proxies: '10.80.12.0/22' });
  });

  it('has a router for each link, whose name leaves 20 of 63 characters to attachments', () => {
    const { topology } = topologyWith();
    expect(routerName(topology, 'grounding', 'eu-google')).toBe('acme-grounding-eu-google');
    expect(routerName(topology, 'grounding', 'l'.repeat(60))).toMatch(/^acme-grounding-l{21}-[0-9a-f]{6}$/);
  });
});
