import { describe, expect, it } from 'vitest';
import { googleAccounts, hasFleets, isOnVertex, projectPermissions } from '../../derived/google-accounts.js';
import { topologyWith } from '../support/topologies.js';

const views = (file: string) => googleAccounts(topologyWith([], file).topology);
const summary = (file: string) =>
  views(file).map((view) => ({
    alias: view.alias,
    hosts: view.hosts.map(({ id }) => id),
    networks: view.networks.map(([id]) => id),
    workloads: view.workloads.map(([id]) => id),
    homeRegion: view.homeRegion,
    vertex: isOnVertex(view),
    fleets: hasFleets(view),
  }));

describe('Google accounts', () => {
  it('are those that hosts and their networks are in', () => {
    expect(summary('topology.yaml')).toEqual([
      { alias: 'search', hosts: ['grounding'], networks: ['grounding'], workloads: ['grounded'], homeRegion: 'europe-west4', vertex: true, fleets: false },
    ]);
    expect(summary('examples/us-maas.yaml')).toEqual([
      { alias: 'models', hosts: ['managed'], networks: ['models'], workloads: ['product-text'], homeRegion: 'us-east5', vertex: true, fleets: false },
    ]);
    expect(summary('examples/eu-gce.yaml')).toMatchObject([{ alias: 'gpu', hosts: ['eu-gce'], vertex: false, fleets: true }]);
  });

  it('give gateways what their hosts take of the project: nothing where a fleet keeps a key of its own', () => {
    const permissions = (file: string) => views(file).map(projectPermissions);
    expect(permissions('examples/us-maas.yaml')).toEqual([['aiplatform.endpoints.predict']]);
    expect(permissions('examples/eu-gce.yaml')).toEqual([[]]);
  });
});
