import { describe, expect, it } from 'vitest';
import { contradictions } from '../../../planner/cost/contradiction.js';
import { rule } from '../../../policy/cost/suspect-price.js';
import { entity } from '../../../topology/views.js';
import { topologyFindings } from '../../support/findings.js';
import { type Edit, topologies, topologyWith } from '../../support/topologies.js';

describe(rule.id, () => {
  it.each(topologies)('finds nothing against the prices of %s', (_, file) => expect(topologyFindings(rule, [], file)).toEqual([]));

  it('refuses a price whose only row is flagged', () => {
    // Vertex AI Model as a Service: a preview row of zero.
    const zero: Edit = ['release: llama-4-scout-17b-16e-instruct', 'release: llama-3.1-70b-instruct'];
    expect(topologyFindings(rule, [zero], 'examples/us-maas.yaml')).toMatchObject([
      { path: 'hosts.managed', severity: 'error', message: expect.stringContaining('flagged zero') },
    ]);
  });

  it('finds nothing where two sources agree', () => {
    const { topology } = topologyWith();
    expect(contradictions(topology, entity(topology.hosts, 'us-bedrock'))).toEqual([]);
  });
});
