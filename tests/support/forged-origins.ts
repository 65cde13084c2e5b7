import { cloudFormationStack, type OriginIndex, type SynthesizedStack, terraformStack } from '../../evidence/synthesized/stack.js';
import { type Evidence, judge } from '../../policy/engine.js';
import { rules } from '../../policy/rules.js';
import type { LoadedTopology } from '../../topology/load.js';
import { asOf } from './topologies.js';

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
export function found(loaded: LoadedTopology, evidence: Evidence): string[] {
  const findings = judge(rules, loaded, asOf, evidence).map(({ rule, severity, stack, resource, message }) =>
    JSON.stringify({ rule, severity, stack, resource, message }),
  );
  return [...new Set(findings)].sort();
}

/** What is found by each forged index that is not found by the true one, or the other way round: nothing, where the index decides nothing. */
export function decidedByOrigins(loaded: LoadedTopology, evidence: Evidence): { readonly what: string; readonly findings: readonly string[] }[] {
  const hosts = Object.keys(loaded.topology.hosts);
  const expected = found(loaded, evidence);
  return forged.flatMap(([what, index]) => {
    const findings = found(loaded, indexed(evidence, index(hosts)));
    const differ = [...findings.filter((one) => !expected.includes(one)), ...expected.filter((one) => !findings.includes(one))];
    return differ.length === 0 ? [] : [{ what, findings: differ }];
  });
}
