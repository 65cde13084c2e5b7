import { describe, expect, it } from 'vitest';
import type { Host } from '../../hosts/schemas.js';
import { traitsOf } from '../../hosts/traits.js';
import { topologyWith } from '../support/topologies.js';

const hostOf = (id: string, file = 'topology.yaml') => topologyWith([], file).topology.hosts[id] as Host;

describe('traits', () => {
  it('of nodes count both versions of a transition, and price them where facts know a price', () => {
    const host = hostOf('desk-fleet', 'examples/transition.yaml');
    expect(traitsOf(host).nodes(host)).toMatchObject({
      instanceType: 'p5.4xlarge',
      count: 4,
      prepaid: 0,
      price: { usdPerHour: 'unknown', source: 'facts/ec2.yaml' },
    });
    const priced = hostOf('eu-fleet');
    expect(traitsOf(priced).nodes(priced)).toMatchObject({ count: 12, price: { usdPerHour: expect.any(Number) } });
    const other = hostOf('eu-gce', 'examples/eu-gce.yaml');
    expect(traitsOf(other).nodes(other)).toMatchObject({
      count: 3,
      image: 'projects/cos-cloud/global/images/cos-125-19216-395-112',
      price: { usdPerHour: 'unknown' },
    });
    const moving = hostOf('claims-gce', 'examples/transition-google.yaml');
    expect(traitsOf(moving).nodes(moving)).toMatchObject({ instanceType: 'a3-highgpu-8g', count: 4 });
    const bedrock = hostOf('us-bedrock');
    expect(traitsOf(bedrock).nodes(bedrock)).toBe('none');
  });
});
