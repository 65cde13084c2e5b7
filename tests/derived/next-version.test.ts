import { describe, expect, it } from 'vitest';
import { googleFleetName, metricsName, nodeGroupName } from '../../derived/google-fleet-names.js';
import { nextVersion } from '../../derived/next-version.js';
import { isHost } from '../../hosts/schemas.js';
import { topologyWith } from '../support/topologies.js';

const hostOf = (id: string, file: string) => topologyWith([], file).topology.hosts[id];

describe('the next version of a fleet', () => {
  it('has the next model on nodes of its own, none of them spare, and nothing scales it', () => {
    const host = hostOf('desk-fleet', 'examples/transition.yaml');
    if (!isHost(host, 'self-hosted-aws')) throw new Error('no fleet there');
    const scaling = { minReplicas: 1, schedules: {} };
    const adapters = { tickets: { workloads: ['tickets'], next: 'tickets2' }, notes: { workloads: [] } };
    expect(nextVersion({ ...host, nodes: { ...host.nodes, spare: 1 }, scaling, adapters })).toEqual({
      ...host,
      model: 'llama31',
      adapters: { tickets2: { workloads: ['tickets'] } },
      nodes: { instanceType: 'p5.4xlarge', count: 2, spare: 0 },
      scaling: undefined,
    });
    expect(nextVersion({ ...host, transition: undefined })).toBeUndefined();
  });

  it('has no field on Google that fleets there have not', () => {
    const host = hostOf('claims-gce', 'examples/transition-google.yaml');
    if (!isHost(host, 'self-hosted-google')) throw new Error('no fleet there');
    expect(nextVersion(host)).toStrictEqual({ ...host, model: 'llama33', nodes: { instanceType: 'a3-highgpu-8g', count: 2 } });
  });
});

describe('names of a fleet on Google', () => {
  const { topology } = topologyWith([], 'examples/transition-google.yaml');

  it('tell its versions apart, and leave room for what the provider adds', () => {
    expect([googleFleetName(topology, 'gce', 'present'), googleFleetName(topology, 'gce', 'next')]).toEqual(['relay-gce', 'relay-gce-next']);
    expect([nodeGroupName(topology, 'gce', 'present', 'b'), nodeGroupName(topology, 'gce', 'next', 'b')]).toEqual(['relay-gce-b', 'relay-gce-next-b']);
    const long = nodeGroupName(topology, 'a-name-of-19-letters', 'next', 'another-of-19-chars');
    expect(long).toMatch(/^relay-a-name-of-19-letters-ne.*-[0-9a-f]{6}$/);
    expect(long.length).toBeLessThanOrEqual(36);
  });

  it('have no hyphen in the types of metrics', () => {
    expect(metricsName('relay-gce-next')).toBe('relay_gce_next');
  });
});
