import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/supply-chain/engine-version.js';
import { resourceOf, type Written } from '../../support/documents.js';
import { findings } from '../../support/findings.js';
import { googleFleet } from '../../support/google-fleet.js';
import { evidenceOf, mutated } from '../../support/synthesized.js';
import { asOf, type Edit, topologyWith } from '../../support/topologies.js';

describe(rule.id, () => {
  it.each(['topology.yaml', 'examples/sovereign.yaml', 'examples/transition.yaml', 'examples/us-maverick.yaml', googleFleet])('accepts %s', (file) => {
    expect(findings(rule, [], file)).toEqual([]);
  });

  it.each([
    ['a version that was never published', 'v0.29.1'],
    ['a tag that is no version', 'stable'],
    ['a version without admission control', 'v0.28.0'],
  ])('refuses %s', (_, tag) => {
    expect(findings(rule, [['vllm-openai:v0.32.0', `vllm-openai:${tag}`]])).toContainEqual(expect.objectContaining({ path: 'hosts.eu-fleet.image' }));
  });

  it('accepts the oldest version that knows all that it is given', () => {
    expect(findings(rule, [['vllm-openai:v0.32.0', 'vllm-openai:v0.29.0']])).toEqual([]);
  });

  it('refuses what the version that is declared does not know', () => {
    const edits: Edit[] = [['vllm-openai:v0.32.0', 'vllm-openai:v0.28.0']];
    const found = findings(rule, edits).map(({ message }) => message);
    expect(found).toContainEqual('vLLM 0.28.0 is given --max-num-queued-reqs, which that version does not know.');
    expect(found).toContainEqual('vLLM 0.28.0 is given VLLM_NO_USAGE_STATS, which that version does not know.');
  });

  it('knows a model server by what it runs, not by its name alone', () => {
    const renamed = (document: Written) => {
      resourceOf(document, 'AWS::ECS::TaskDefinition').ContainerDefinitions[0].Name = 'server';
    };
    const loaded = topologyWith([['vllm-openai:v0.32.0', 'vllm-openai:v0.28.0']]);
    const found = judge([rule], loaded, asOf, mutated(evidenceOf(loaded), 'aws-fleet-eu-fleet', renamed));
    expect(found).toContainEqual(expect.objectContaining({ message: expect.stringContaining('--max-num-queued-reqs') }));
  });

  it('reads what a node on Google starts', () => {
    const found = findings(rule, [['vllm-openai:v0.32.0', 'vllm-openai:v0.28.0']], googleFleet);
    expect(found).toContainEqual(expect.objectContaining({ message: expect.stringContaining('--max-num-queued-reqs') }));
  });
});
