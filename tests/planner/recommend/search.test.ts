import { describe, expect, it } from 'vitest';
import { withNodes } from '../../../planner/recommend/edit.js';
import { search } from '../../../planner/recommend/search.js';
import { asOf, topologyWith } from '../../support/topologies.js';

const { topology } = topologyWith([], 'examples/us-maverick.yaml');
const bounds = { asOf, limit: 4_000, keep: 3 };
const everything = { ...bounds, accepts: () => true };

describe('the search', () => {
  it('keeps to what the rules accept', () => {
    const claimsStay = { ...bounds, accepts: (one: typeof topology) => one.workloads['claims']?.route.join() === 'ohio-fleet,us-bedrock' };
    const paths = search(topology, claimsStay).choices.map(({ edits }) => edits.map(({ path }) => path));
    expect(paths).not.toEqual([]);
    expect(paths.flat()).not.toContain('workloads.claims.route');
    expect(search(topology, { ...bounds, accepts: () => false }).choices).toEqual([]);
  });

  it('says when it did not try everything', () => {
    expect(search(topology, { ...everything, limit: 5 })).toMatchObject({ tried: 5, complete: false });
  });
});

describe('an edit', () => {
  it('of nodes takes reservations along, and replicas that no longer fit', () => {
    const reference = topologyWith().topology;
    const { topology: smaller, edits } = withNodes({ topology: reference, edits: [] }, 'eu-fleet', 5);
    expect(smaller.hosts['eu-fleet']).toMatchObject({
      nodes: { count: 5 },
      capacity: { reservations: { a: { count: 3 }, b: { count: 2 } } },
      scaling: { minReplicas: 20, schedules: { morning: { minReplicas: 20 } } },
    });
    expect(edits.map(({ path, to }) => [path, to])).toEqual([
      ['hosts.eu-fleet.nodes.count', '5'],
      ['hosts.eu-fleet.capacity.reservations', '5 nodes'],
    ]);
  });

  it('of nodes leaves those of a transition their reservations', () => {
    const moving = topologyWith([], 'examples/transition-google.yaml').topology;
    const { topology: larger, edits } = withNodes({ topology: moving, edits: [] }, 'claims-gce', 3);
    expect(larger.hosts['claims-gce']).toMatchObject({ nodes: { count: 3 }, capacity: { reservations: { b: { count: 3 }, c: { count: 2 } } } });
    expect(edits.at(-1)).toMatchObject({ from: '4 nodes', to: '5 nodes' });
  });
});
