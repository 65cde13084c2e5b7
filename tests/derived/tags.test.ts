import { describe, expect, it } from 'vitest';
import { tagsFor } from '../../derived/tags.js';
import { topologyWith } from '../support/topologies.js';

const { topology } = topologyWith();

describe('tags of the reference topology', () => {
  it('of what belongs to no workload and no host: everything shared, the highest class of all', () => {
    expect(tagsFor(topology, {})).toEqual({
      application: 'llama-platform',
      'contract-id': 'shared',
      'cost-center': 'cc-4700',
      'data-classification': 'customer',
      environment: 'prod',
      host: 'shared',
      'managed-by': 'hybrid-llama-blueprint',
      model: 'shared',
      owner: 'ai-platform',
      workload: 'shared',
      'workload-class': 'shared',
    });
  });

  it('of a host that several workloads use: shared, with its own contract and model', () => {
    expect(tagsFor(topology, { host: 'us-bedrock' })).toEqual({
      application: 'llama-platform',
      'contract-id': 'edp-2026-001',
      'cost-center': 'cc-4700',
      'data-classification': 'customer',
      environment: 'prod',
      host: 'us-bedrock',
      'managed-by': 'hybrid-llama-blueprint',
      model: 'llama-3-3-70b-instruct',
      owner: 'ai-platform',
      workload: 'shared',
      'workload-class': 'shared',
    });
  });

  it('of a host that one workload uses: the tags of that workload', () => {
    expect(tagsFor(topology, { host: 'dev-foundry' })).toEqual({
      application: 'llama-platform',
      'contract-id': 'ea-2026-230',
      'cost-center': 'cc-4711',
      'data-classification': 'internal',
      environment: 'prod',
      host: 'dev-foundry',
      'managed-by': 'hybrid-llama-blueprint',
      model: 'llama-3-3-70b-instruct',
      owner: 'ai-platform',
      workload: 'development',
      'workload-class': 'development',
    });
  });

  it('of one workload on a shared host: its own centre, owner and class, not the highest', () => {
    expect(tagsFor(topology, { host: 'us-bedrock', workload: 'global-assist' })).toMatchObject({
      'cost-center': 'cc-4712',
      'data-classification': 'internal',
      host: 'us-bedrock',
      owner: 'workplace',
      workload: 'global-assist',
      'workload-class': 'sustained',
    });
  });

  it('of one workload on every host: no host, contract or model of its own', () => {
    expect(tagsFor(topology, { workload: 'variable' })).toMatchObject({
      'contract-id': 'shared',
      'cost-center': 'cc-4713',
      'data-classification': 'customer',
      host: 'shared',
      model: 'shared',
      owner: 'sales-systems',
      workload: 'variable',
      'workload-class': 'variable',
    });
  });
});

describe('what the topology does not give', () => {
  it('is left out: no contract of a host, no shared cost centre', () => {
    const bare = structuredClone(topology);
    delete bare.hosts['us-bedrock']?.contract;
    delete (bare.finance as { sharedCostCentre?: string }).sharedCostCentre;
    const tags = tagsFor(bare, { host: 'us-bedrock' });
    expect(Object.keys(tags)).not.toContain('contract-id');
    expect(Object.keys(tags)).not.toContain('cost-center');
    expect(Object.keys(tags)).toHaveLength(9);
  });

  it.each([
    [['public', 'regulated', 'customer'], 'regulated'],
    [['public', 'internal'], 'internal'],
    [['public', 'public'], 'public'],
    [[], 'internal'],
  ] as const)('a resource that workloads of classes %j share is %s', (classes, expected) => {
    const workload = topology.workloads['variable'] ?? expect.fail('no workload variable');
    const workloads = Object.fromEntries(classes.map((dataClass, index) => [`w${index}`, { ...workload, dataClass }]));
    expect(tagsFor({ ...topology, workloads }, {})).toMatchObject({ 'data-classification': expected });
  });

  it('a guard carries the class of the workload that it screens', () => {
    const sovereign = topologyWith([], 'examples/sovereign.yaml').topology;
    expect(tagsFor(sovereign, { host: 'screen' })).toMatchObject({
      'data-classification': 'regulated',
      model: 'llama-guard-3-8b',
      workload: 'case-files',
    });
  });
});
