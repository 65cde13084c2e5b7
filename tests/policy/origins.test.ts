import { describe, expect, it } from 'vitest';
import { cloudFormationStack, type OriginIndex, type SynthesizedStack, terraformStack } from '../../evidence/synthesized/stack.js';
import { type Evidence, judge } from '../../policy/engine.js';
import { rules } from '../../policy/rules.js';
import { resourceOf, terraformResourceOf, type Written } from '../support/documents.js';
import { evidenceOf, mutated } from '../support/synthesized.js';
import { asOf, topologies, topologyWith } from '../support/topologies.js';

type Indexed = (stack: SynthesizedStack) => OriginIndex;

/** The same documents with another index of topology paths beside them. */
function indexed({ aws = [], terraform = [] }: Evidence, index: Indexed): Evidence {
  const read = (stack: SynthesizedStack) =>
    stack.app === 'aws' ? cloudFormationStack(stack, stack.document, index(stack)) : terraformStack(stack.name, stack.document, index(stack));
  return { aws: aws.map(read), terraform: terraform.map(read) };
}

const everywhere =
  (path: (at: number) => string): Indexed =>
  ({ name, resources }) => ({ [name]: { origin: path(0), resources: Object.fromEntries(resources.map(({ id }, at) => [id, path(at)])) } });

const forged: readonly (readonly [what: string, (hosts: readonly string[]) => Indexed])[] = [
  ['no index', () => () => ({})],
  ['an index of other paths', () => everywhere(() => 'licence')],
  ['every resource given to each host in turn', (hosts) => everywhere((at) => `hosts.${hosts[at % hosts.length]}`)],
  ['every resource given to the transition of the last host', (hosts) => everywhere(() => `hosts.${hosts.at(-1)}.transition`)],
  ['every resource given to a workload', () => everywhere(() => 'workloads.variable')],
];

/** What is found, without where in the topology to change it. */
function found(loaded: ReturnType<typeof topologyWith>, evidence: Evidence): string[] {
  const findings = judge(rules, loaded, asOf, evidence).map(({ rule, severity, stack, resource, message }) =>
    JSON.stringify({ rule, severity, stack, resource, message }),
  );
  return [...new Set(findings)].sort();
}

describe('the index of topology paths beside an output gives findings their lines and decides nothing', () => {
  it.each(topologies)('%s', (_, file) => {
    const loaded = topologyWith([], file);
    const evidence = evidenceOf(loaded);
    const hosts = Object.keys(loaded.topology.hosts);
    const expected = found(loaded, evidence);
    for (const [what, index] of forged) expect(found(loaded, indexed(evidence, index(hosts))), what).toEqual(expected);
  });

  it.each([
    [
      'a commit of weights',
      'aws-fleet-eu-fleet',
      (document: Written) => {
        resourceOf(document, 'AWS::EC2::LaunchTemplate').LaunchTemplateData.UserData = 'none';
      },
    ],
    [
      'a role of another workload',
      'aws-identity',
      (document: Written) => {
        const tags = resourceOf(document, 'AWS::IAM::Role').Tags;
        tags.find(({ Key }: { Key: string }) => Key === 'workload').Value = 'variable';
      },
    ],
    [
      'a sku of Azure',
      'azure-foundry-dev-foundry',
      (document: Written) => {
        terraformResourceOf(document, 'azurerm_cognitive_deployment').sku.name = 'Standard';
      },
    ],
  ])('finds %s changed all the same', (_, stack, change) => {
    const loaded = topologyWith();
    const evidence = mutated(evidenceOf(loaded), stack, change);
    const hosts = Object.keys(loaded.topology.hosts);
    const expected = found(loaded, evidence);
    expect(expected.length).toBeGreaterThan(found(loaded, evidenceOf(loaded)).length);
    for (const [what, index] of forged) expect(found(loaded, indexed(evidence, index(hosts))), what).toEqual(expected);
  });
});
