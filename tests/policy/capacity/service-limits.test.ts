import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { rule } from '../../../policy/capacity/service-limits.js';
import { checkTopology } from '../../../synthesis/outputs.js';
import { parseSource } from '../../../topology/document.js';
import { checkedTopology } from '../../../topology/load.js';
import { asOf, findings, findingsAfter, topologyWith } from '../harness.js';

describe(rule.id, () => {
  it('accepts the reference topology', () => expect(findings(rule)).toEqual([]));

  it('refuses more workloads than four stacks hold, before synthesis', async () => {
    const topology = structuredClone(topologyWith().source.data) as any;
    for (let index = 0; index < 1200; index++) topology.workloads[`w${index}`] = topology.workloads.variable;
    const loaded = checkedTopology(parseSource(stringify(topology, { aliasDuplicateObjects: false }), 'topology.yaml'), {}, []);
    const found = (await checkTopology(loaded, asOf)).filter((finding) => finding.rule === rule.id);
    expect(found.map(({ path }) => path)).toContain('hosts.us-bedrock');
    expect(found.map(({ message }) => message).join()).toContain('1202. Allowed: 190 a stack.');
    expect(found.map(({ message }) => message).join()).toContain('1205 gateway roles in one AWS account; an account starts with 1000');
  });

  it('refuses outputs beyond 200', () => {
    const found = findingsAfter(rule, 'aws-bedrock-us-bedrock', (document) => {
      for (let index = 0; index < 200; index++) document.Outputs[`More${index}`] = { Value: 'x' };
    });
    expect(found[0]?.message).toMatch(/has 20\d outputs\. Allowed: 200\./);
  });
});
