import { describe, expect, it } from 'vitest';
import { expectedStacks } from '../../../derived/expected-stacks.js';
import { awsConditions, awsNumbers } from '../../../derived/presence/aws.js';
import { azureConditions, azureNumbers } from '../../../derived/presence/azure.js';
import { stackConditions } from '../../../derived/presence/conditions.js';
import { googleConditions, googleNumbers } from '../../../derived/presence/google.js';
import { stackNumbers } from '../../../derived/presence/numbers.js';
import { tableKind } from '../../../derived/presence/part.js';
import { type Edit, topologyWith } from '../../support/topologies.js';

const landingZone = 'examples/landing-zone.yaml';
const stackOf = (name: string, edits: readonly Edit[] = [], file = 'topology.yaml') => {
  const { topology, outputs } = topologyWith(edits, file);
  const found = expectedStacks(topology, outputs).find((stack) => stack.name === name);
  if (found === undefined) throw new Error(`no stack ${name}`);
  return { topology, stack: found, outputs };
};
const number = (measure: string, name: string, edits: readonly Edit[] = [], file?: string) => {
  const { topology, stack, outputs } = stackOf(name, edits, file);
  return stackNumbers[measure]?.(topology, stack, outputs);
};
const condition = (what: string, name: string, edits: readonly Edit[] = [], file?: string) => {
  const { topology, stack, outputs } = stackOf(name, edits, file);
  return stackConditions[what]?.(topology, stack, outputs);
};

describe('numbers of a stack', () => {
  it.each([
    ['workloads', 'acme-prod-aws-identity', 5],
    ['workloads', 'acme-prod-aws-bedrock-us-bedrock', 2],
    ['workloads', 'acme-prod-aws-network-eu', undefined],
    ['budgets', 'acme-prod-aws-finance', 3],
    ['budgets', 'acme-supply-aws-finance', 0],
    ['tags with a budget', 'acme-dev-azure-finance', 2],
    ['workloads on the host', 'acme-dev-azure-foundry-dev-foundry', 1],
    ['reservations', 'acme-prod-aws-capacity-eu-fleet', 2],
    ['schedules', 'acme-prod-aws-fleet-eu-fleet', 2],
    ['data stores', 'acme-search-google-search-grounding', 1],
    ['availability zones', 'acme-prod-aws-network-eu', 2],
    ['recipients', 'acme-prod-aws-fleet-eu-fleet', 1],
    ['bounded accounts', 'acme-management-aws-organization', 1],
    ['networks made here', 'acme-search-google-foundation-search', 1],
    ['calling workloads', 'acme-search-google-foundation-search', 1],
    ['calling workloads that a pool lets in', 'acme-search-google-foundation-search', 1],
    ['models by account', 'acme-supply-aws-weights-ingest-eu-north-1', 1],
    ['workloads with tokens for other clouds', 'acme-prod-aws-identity', 2],
    ['watched models', 'acme-prod-aws-lifecycle-us-east-2', 1],
    ['later signing keys', 'acme-prod-aws-weights-eu-north-1', 0],
    ['quotas of endpoints', 'acme-search-google-foundation-search', 1],
    ['quotas of fleets', 'acme-search-google-foundation-search', 0],
    ['networks with endpoints of Vertex AI', 'acme-search-google-foundation-search', 1],
    ['networks made here with nodes', 'acme-search-google-foundation-search', 0],
    ['networks made here with screening', 'acme-search-google-foundation-search', 1],
    ['trusted accounts on AWS', 'acme-search-google-foundation-search', 1],
    ['regional keys of Vertex AI', 'acme-search-google-foundation-search', 1],
    ['callers whose issuer is known', 'acme-dev-azure-foundry-dev-foundry', 1],
    ['peerings', 'acme-dev-azure-network-foundry', 0],
  ])('%s of %s', (measure, name, expected) => {
    expect(number(measure, name)).toBe(expected);
  });

  it('follow the topology', () => {
    expect(number('budgets', 'acme-prod-aws-finance', [['    budget: {usdPerMonth: 140000}\n', '']])).toBe(2);
    expect(number('blocks', 'sovereign-sealed-aws-fleet-fleet', [], 'examples/sovereign.yaml')).toBe(1);
    expect(number('repositories of its images', 'eu-gce-gpu-google-fleet-eu-gce', [], 'examples/eu-gce.yaml')).toBe(1);
    expect(number('quotas of fleets', 'eu-gce-gpu-google-foundation-gpu', [], 'examples/eu-gce.yaml')).toBe(1);
    const brought = ['brought-models-google-foundation-models', [], 'examples/existing-gateway.yaml'] as const;
    expect([number('calling workloads', ...brought), number('calling workloads that a pool lets in', ...brought)]).toEqual([1, 0]);
    expect(number('trusted accounts on AWS', ...brought)).toBe(0);
    expect(number('links made in networks', 'nordic-gpu-google-foundation-gpu', [], landingZone)).toBe(1);
    expect(number('lines of links', 'nordic-gpu-google-foundation-gpu', [], landingZone)).toBe(2);
    expect(number('dedicated lines of links', 'nordic-gpu-google-foundation-gpu', [], landingZone)).toBe(0);
    expect(number('recipients', 'acme-prod-aws-fleet-eu-fleet', [['[finops@acme.example]', '[finops@acme.example, other@acme.example]']])).toBe(2);
  });

  it('count the workloads of a part by itself', () => {
    const edits: Edit[] = [['    route: [grounding]\n', '    route: [grounding]\n    part: 2\n']];
    expect(number('workloads', 'acme-prod-aws-identity', edits)).toBe(4);
    expect(number('workloads', 'acme-prod-aws-identity-part-2', edits)).toBe(1);
    expect(tableKind(stackOf('acme-prod-aws-identity-part-2', edits).stack)).toBe('aws-identity part');
    expect(tableKind(stackOf('acme-prod-aws-identity', edits).stack)).toBe('aws-identity');
  });
});

it('have a name each, whichever cloud they are about', () => {
  for (const all of [
    [awsNumbers, googleNumbers, azureNumbers],
    [awsConditions, googleConditions, azureConditions],
  ]) {
    const names = all.flatMap((one) => Object.keys(one));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  }
});

describe('conditions of a stack', () => {
  it.each([
    ['hosts in a project that is owned', 'acme-search-google-foundation-search', true],
    ['fleets in the project', 'acme-search-google-foundation-search', false],
    ['a pool for gateways on AWS', 'acme-search-google-foundation-search', true],
    ['a subscription that is owned', 'acme-dev-azure-finance', true],
    ['a bill that is exported', 'acme-dev-azure-finance', true],
    ['a bill that is exported', 'acme-dev-azure-foundry-dev-foundry', undefined],
    ['flow logs that are kept here', 'acme-prod-aws-network-eu', true],
    ['a guardrail that is made here', 'acme-prod-aws-bedrock-us-bedrock', true],
    ['blocks', 'acme-prod-aws-fleet-eu-fleet', false],
    ['blocks', 'acme-prod-aws-capacity-eu-fleet', undefined],
    ['a next engine', 'acme-prod-aws-fleet-eu-fleet', false],
    ['a deployment in the slot blue', 'acme-search-google-vertex-grounding', true],
    ['a deployment in the slot green', 'acme-search-google-vertex-grounding', false],
    ['Model Armor', 'acme-search-google-vertex-grounding', true],
    ['a first signing key', 'acme-prod-aws-weights-eu-north-1', true],
    ['a first signing key with a name', 'acme-prod-aws-weights-eu-north-1', true],
    ['invocation logging', 'acme-prod-aws-account-us-east-2', false],
    ['scaling by what waits', 'acme-prod-aws-fleet-eu-fleet', true],
    ['a record of its name', 'acme-prod-aws-fleet-eu-fleet', false],
    ['answers for links', 'acme-prod-aws-network-eu', false],
    ['a perimeter of its own', 'acme-search-google-foundation-search', true],
    ['Vertex AI Search in eu with a key made here', 'acme-search-google-foundation-search', true],
    ['Vertex AI Search in us with a key', 'acme-search-google-foundation-search', false],
    ['a key that is made here', 'acme-dev-azure-foundry-dev-foundry', true],
  ])('%s of %s', (what, name, expected) => {
    expect(condition(what, name)).toBe(expected);
  });

  it('follow the topology', () => {
    expect(condition('Model Armor', 'acme-search-google-vertex-grounding', [['    modelArmor: {strength: medium, personalData: block}\n', '']])).toBe(false);
    const gpu: Edit = ['      gpu: { store: finops, folder: focus, from: 2026-12-01 }\n', ''];
    expect(condition('a bill that is exported', 'group-gpu-azure-finance', [gpu], 'examples/all-hosts.yaml')).toBe(false);
    expect(condition('a pool for gateways on AWS', 'brought-models-google-foundation-models', [], 'examples/existing-gateway.yaml')).toBe(false);
    expect(condition('a record of its name', 'nordic-app-aws-fleet-fleet', [], landingZone)).toBe(true);
    expect(condition('an account that brings weights into a bucket made here', 'eu-gce-gpu-google-weights-europe-west4', [], 'examples/eu-gce.yaml')).toBe(
      true,
    );
    expect(condition('an account that brings weights into a bucket made here', 'nordic-gpu-google-weights-europe-west4', [], landingZone)).toBe(false);
    expect(condition('a proxy that exists', 'nordic-supply-aws-weights-ingest-eu-north-1', [], landingZone)).toBe(true);
    expect(condition('flow logs that are kept here', 'nordic-app-aws-network-us', [], landingZone)).toBe(false);
  });
});
