import { describe, expect, it } from 'vitest';
import { identityParts } from '../../../derived/parts.js';
import { judge } from '../../../policy/engine.js';
import { rules } from '../../../policy/rules.js';
import type { Topology } from '../../../topology/schema/topology.js';
import type { Json } from '../../support/documents.js';
import { evidenceOf } from '../../support/synthesized.js';
import { asOf, topologyWith } from '../../support/topologies.js';

/** The reference topology with this many workloads, all like `variable`: on the one Bedrock host. */
function withWorkloads(count: number, edit: (workloads: Json) => void = () => {}): Topology {
  const topology: Json = structuredClone(topologyWith().topology);
  const { variable } = topology.workloads;
  const more = Math.max(0, count - Object.keys(topology.workloads).length);
  for (let index = 0; index < more; index++) topology.workloads[`w${index}`] = { ...variable, load: { ...variable.load, tokensPerYear: 1_000_000 } };
  edit(topology.workloads);
  return topology;
}

const assigned = (count: number) =>
  new Map(identityParts(withWorkloads(count)).flatMap(({ number, workloads }) => workloads.map(([id]) => [id, number] as const)));

describe('many workloads', () => {
  it('are divided so that another workload moves none', () => {
    const [before, after] = [assigned(300), assigned(301)];
    expect([...before].filter(([id, part]) => after.get(id) !== part)).toEqual([]);
    expect(new Set(after.values()).size).toBe(4);
  });

  it('stay where the topology says', () => {
    const topology = withWorkloads(300, (workloads) => void (workloads.w7.part = 1));
    expect(identityParts(topology)[0]?.workloads.map(([id]) => id)).toContain('w7');
  });

  it('leave the stacks of a small topology as they are', () => {
    expect(identityParts(withWorkloads(5)).map(({ number, of }) => [number, of])).toEqual([[1, 1]]);
  });

  it('500 synthesize without an error of a rule', () => {
    const loaded = { ...topologyWith(), topology: withWorkloads(500) };
    const evidence = evidenceOf(loaded);
    const findings = judge(rules, loaded, asOf, evidence).filter(({ severity }) => severity !== 'warning');
    expect([...new Set(findings.map(({ rule, stack, message }) => `${rule} ${stack} ${message.slice(0, 160)}`))].slice(0, 8)).toEqual([]);
    const endpoint = evidence.aws?.flatMap(({ resources }) => resources).filter(({ type }) => type === 'AWS::EC2::VPCEndpoint') ?? [];
    expect(Math.max(...endpoint.map(({ properties }) => JSON.stringify(properties['PolicyDocument']).length))).toBeLessThan(20_480);
  }, 300_000);
});
