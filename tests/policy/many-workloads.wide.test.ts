import { expect, it } from 'vitest';
import { rule as limits } from '../../policy/capacity/service-limits.js';
import { judge } from '../../policy/engine.js';
import { rules } from '../../policy/rules.js';
import { checkTopology } from '../../synthesis/check.js';
import { withWorkloads } from '../support/many-workloads.js';
import { evidenceOf } from '../support/synthesized.js';
import { asOf, topologyWith } from '../support/topologies.js';

it('500 workloads synthesize without an error of a rule', () => {
  const loaded = { ...topologyWith(), topology: withWorkloads(500) };
  const evidence = evidenceOf(loaded);
  const findings = judge(rules, loaded, asOf, evidence).filter(({ severity }) => severity !== 'warning');
  expect([...new Set(findings.map(({ rule, stack, message }) => `${rule} ${stack} ${message.slice(0, 160)}`))].slice(0, 8)).toEqual([]);
  const endpoint = evidence.aws?.flatMap(({ resources }) => resources).filter(({ type }) => type === 'AWS::EC2::VPCEndpoint') ?? [];
  expect(Math.max(...endpoint.map(({ properties }) => JSON.stringify(properties['PolicyDocument']).length))).toBeLessThan(20_480);
}, 300_000);

it('more workloads than four stacks hold are refused before synthesis', async () => {
  const loaded = { ...topologyWith(), topology: withWorkloads(1_205) };
  const found = (await checkTopology(loaded, asOf, false)).filter((finding) => finding.rule === limits.id);
  expect(found.map(({ path }) => path)).toContain('hosts.us-bedrock');
  expect(found.map(({ message }) => message).join()).toContain('1202. Allowed: 165 a stack.');
  expect(found.map(({ message }) => message).join()).toContain('AWS account prod has 1208 IAM roles. Allowed unless raised: 1000');
});
