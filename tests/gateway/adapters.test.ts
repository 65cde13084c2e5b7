import { describe, expect, it } from 'vitest';
import { policyFile } from '../../gateway/policy-file.js';
import { rehearsalOutputs } from '../../gateway/rehearsal.js';
import { planZone } from '../../gateway/zone-plan.js';
import { fineTuned, moving, withModel } from '../support/fine-tuned.js';
import { type Edit, topologyWith } from '../support/topologies.js';

function policy(...edits: Edit[]) {
  const { topology } = topologyWith(edits, fineTuned);
  return policyFile(planZone(topology, rehearsalOutputs(topology), 'us')).workloads;
}

describe('requests of a workload that an adapter answers', () => {
  it('carry the name of the adapter, those of others that of the base', () => {
    expect(policy()['claim-letters']).toMatchObject({ model: 'claims', release: 'llama-3.1-8b-instruct', adaptations: {} });
    expect(policy()['agents']).toMatchObject({ model: 'llama8', adaptations: {} });
  });

  it('carry that of its successor to the servers of the next model', () => {
    const successor = withModel('claims-next', '      method: lora-adapter\n      rank: 8\n      base: triage');
    const edits = moving(
      '      claims: { workloads: [claim-letters], next: claims-next }\n',
      'from: 2026-11-02, cutover: 2026-12-14, end: 2027-01-31, trafficPercent: 10',
    );
    const found = policy(successor, ...edits);
    expect(found['claim-letters']?.adaptations).toEqual({ 'desk-fleet.next': { model: 'claims-next', without: [] } });
    expect(found['agents']?.adaptations).toEqual({ 'desk-fleet.next': { model: 'triage', without: [] } });
  });

  it('are rewritten for a host on the route that serves another model', () => {
    const route: Edit = ['    route: [desk-fleet]\n    evaluation:', '    route: [mail-import, desk-fleet]\n    evaluation:'];
    expect(policy(route)['claim-letters']).toMatchObject({ model: 'triage', adaptations: { 'desk-fleet': { model: 'claims' } } });
  });
});
