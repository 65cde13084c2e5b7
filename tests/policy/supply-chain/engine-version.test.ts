import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/supply-chain/engine-version.js';
import { type Json, resourceOf } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { googleFleet, onGoogleFleet, userData } from '../../support/google-fleet.js';

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

  it.each([
    ['flag', (container: Json) => void container.Command.push('--swap-space=4'), '--swap-space'],
    ['variable', (container: Json) => void container.Environment.push({ Name: 'VLLM_ATTENTION_BACKEND', Value: 'x' }), 'VLLM_ATTENTION_BACKEND'],
  ])('refuses a %s that no fact names', (_, change, name) => {
    const found = findingsAfter(rule, 'aws-fleet-eu-fleet', (document) => change(resourceOf(document, 'AWS::ECS::TaskDefinition').ContainerDefinitions[0]));
    expect(found).toMatchObject([{ path: 'hosts.eu-fleet.image', message: expect.stringContaining(name) }]);
  });

  it('knows a model server by what it runs, not by its name alone', () => {
    const found = findingsAfter(rule, 'aws-fleet-eu-fleet', (document) => {
      const [server] = resourceOf(document, 'AWS::ECS::TaskDefinition').ContainerDefinitions;
      server.Name = 'server';
      server.Command.push('--swap-space=4');
    });
    expect(found).toMatchObject([{ message: expect.stringContaining('--swap-space') }]);
  });

  it('reads what a node on Google starts', () => {
    const change = userData('--env=VLLM_NO_USAGE_STATS=1', '--env=VLLM_NO_USAGE_STATS=1 --env=VLLM_NOT_THERE=1');
    expect(onGoogleFleet(rule, change)).toContainEqual(expect.objectContaining({ message: expect.stringContaining('VLLM_NOT_THERE') }));
  });
});
