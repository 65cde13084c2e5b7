import { describe, expect, it } from 'vitest';
import type { Json } from '../../support/documents.js';
import { evidenceOf } from '../../support/synthesized.js';
import { topologyWith } from '../../support/topologies.js';

/** Templates of the parts of a Bedrock host with hundreds of workloads, by the end of their names, and what each reads of Parameter Store. */
function parts(guardrail?: { readonly id: string; readonly version: string }) {
  const loaded = topologyWith([], 'examples/hosted-only.yaml');
  const topology = structuredClone(loaded.topology) as Json;
  for (let index = 0; index < 300; index++) topology.workloads[`w${String(index).padStart(3, '0')}`] = topology.workloads.variable;
  if (guardrail !== undefined) topology.existing.guardrails['us-bedrock'] = guardrail;
  const { aws = [] } = evidenceOf({ ...loaded, topology });
  return aws
    .filter(({ name }) => name.includes('-aws-bedrock-us-bedrock'))
    .map(({ resources, document }) => ({
      shared: resources.filter(({ type }) => type === 'AWS::SSM::Parameter').map(({ id }) => id.replace(/[0-9A-F]{8}$/, '')),
      read: Object.values<Json>((document as Json).Parameters).flatMap(({ Default }) => /\/(guardrail-[\w-]+)$/.exec(String(Default))?.[1] ?? []),
      text: JSON.stringify(document),
    }));
}

describe('a host on Bedrock with more workloads than a stack holds', () => {
  it('shares the guardrail that its first part makes with the others', () => {
    const [first, ...others] = parts();
    expect(first?.shared.sort()).toEqual(['GuardrailArn', 'GuardrailCurrent', 'GuardrailKeyArn']);
    expect(others.length).toBeGreaterThan(0);
    for (const { shared, read } of others) {
      expect(shared).toEqual([]);
      expect(read.sort()).toEqual(['guardrail-arn', 'guardrail-key-arn', 'guardrail-version']);
    }
  });

  it('shares nothing of one that exists: every part is told of it', () => {
    const found = parts({ id: 'abcdefghijkl', version: '7' });
    expect(found.length).toBeGreaterThan(1);
    for (const { shared, read, text } of found) {
      expect([...shared, ...read]).toEqual([]);
      expect(text).toContain(':guardrail/abcdefghijkl:7');
    }
  });
});
