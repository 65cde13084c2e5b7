import { describe, expect, it } from 'vitest';
import { expectedStacks } from '../../derived/expected-stacks.js';
import { stackConditions } from '../../derived/stack-conditions.js';
import { stackNumbers, tableKind } from '../../derived/stack-numbers.js';
import { type Edit, topologyWith } from '../support/topologies.js';

const stackOf = (name: string, edits: readonly Edit[] = [], file = 'topology.yaml') => {
  const { topology, outputs } = topologyWith(edits, file);
  const found = expectedStacks(topology, outputs).find((stack) => stack.name === name);
  if (found === undefined) throw new Error(`no stack ${name}`);
  return { topology, stack: found };
};
const number = (measure: string, name: string, edits: readonly Edit[] = [], file?: string) => {
  const { topology, stack } = stackOf(name, edits, file);
  return stackNumbers[measure]?.(topology, stack);
};
const condition = (what: string, name: string, edits: readonly Edit[] = [], file?: string) => {
  const { topology, stack } = stackOf(name, edits, file);
  return stackConditions[what]?.(topology, stack);
};

describe('numbers of a stack', () => {
  it.each([
    ['workloads', 'acme-prod-aws-identity', 5],
    ['workloads', 'acme-prod-aws-bedrock-us-bedrock', 2],
    ['workloads', 'acme-prod-aws-network-eu', undefined],
    ['budgets', 'acme-prod-aws-finance', 3],
    ['tags with a budget', 'acme-dev-azure-finance', 1],
    ['workloads on the host', 'acme-dev-azure-foundry-dev-foundry', 1],
    ['reservations', 'acme-prod-aws-capacity-eu-fleet', 2],
    ['schedules', 'acme-prod-aws-fleet-eu-fleet', 2],
    ['data stores', 'acme-search-google-search-grounding', 1],
    ['availability zones', 'acme-prod-aws-network-eu', 2],
    ['recipients', 'acme-prod-aws-fleet-eu-fleet', 1],
    ['bounded accounts', 'acme-management-aws-organization', 1],
    ['networks made here', 'acme-search-google-foundation-search', 1],
    ['calling workloads', 'acme-search-google-foundation-search', 1],
    ['models by account', 'acme-supply-aws-weights-ingest-eu-north-1', 1],
  ])('%s of %s', (measure, name, expected) => {
    expect(number(measure, name)).toBe(expected);
  });

  it('follow the topology', () => {
    expect(number('budgets', 'acme-prod-aws-finance', [['    budget: {usdPerMonth: 80000}\n', '']])).toBe(2);
    expect(number('blocks', 'sovereign-sealed-aws-fleet-fleet', [], 'examples/sovereign.yaml')).toBe(1);
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

describe('conditions of a stack', () => {
  it.each([
    ['hosts in a project that is owned', 'acme-search-google-foundation-search', true],
    ['fleets in the project', 'acme-search-google-foundation-search', false],
    ['a subscription that is owned', 'acme-dev-azure-finance', true],
    ['flow logs that are kept here', 'acme-prod-aws-network-eu', true],
    ['a guardrail that is made here', 'acme-prod-aws-bedrock-us-bedrock', true],
    ['blocks', 'acme-prod-aws-fleet-eu-fleet', false],
    ['blocks', 'acme-prod-aws-capacity-eu-fleet', undefined],
    ['a next engine', 'acme-prod-aws-fleet-eu-fleet', false],
    ['a deployment in the slot blue', 'acme-search-google-vertex-grounding', true],
    ['a deployment in the slot green', 'acme-search-google-vertex-grounding', false],
    ['Model Armor', 'acme-search-google-vertex-grounding', true],
  ])('%s of %s', (what, name, expected) => {
    expect(condition(what, name)).toBe(expected);
  });

  it('follow the topology', () => {
    expect(condition('Model Armor', 'acme-search-google-vertex-grounding', [['    modelArmor: {strength: medium, personalData: block}\n', '']])).toBe(false);
    expect(condition('flow logs that are kept here', 'nordic-app-aws-network-us', [], 'examples/landing-zone.yaml')).toBe(false);
  });
});
