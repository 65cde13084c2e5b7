import { expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rules } from '../../../policy/rules.js';
import { withWorkloads } from '../../support/many-workloads.js';
import { evidenceOf } from '../../support/synthesized.js';
import { asOf, topologyWith } from '../../support/topologies.js';

it('500 workloads synthesize without an error of a rule', () => {
  const loaded = { ...topologyWith(), topology: withWorkloads(500) };
  const evidence = evidenceOf(loaded);
  const findings = judge(rules, loaded, asOf, evidence).filter(({ severity }) => severity !== 'warning');
  expect([...new Set(findings.map(({ rule, stack, message }) => `${rule} ${stack} ${message.slice(0, 160)}`))].slice(0, 8)).toEqual([]);
  const endpoint = evidence.aws?.flatMap(({ resources }) => resources).filter(({ type }) => type === 'AWS::EC2::VPCEndpoint') ?? [];
  expect(Math.max(...endpoint.map(({ properties }) => JSON.stringify(properties['PolicyDocument']).length))).toBeLessThan(20_480);
}, 300_000);
