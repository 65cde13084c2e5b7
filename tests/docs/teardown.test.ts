import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expectedStacks } from '../../derived/expected-stacks.js';
import type { SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { evidenceOf } from '../support/synthesized.js';
import { topologies, topologyWith } from '../support/topologies.js';

const page = readFileSync('docs/runbooks/teardown.md', 'utf8');
/** First cells of the page's tables. */
const named = [...page.matchAll(/^\| `([^`]+)`/gm)].map(([, name = '']) => name);
const stacks: readonly SynthesizedStack[] = topologies.flatMap(([, file]) => {
  const evidence = evidenceOf(topologyWith([], file));
  return [...(evidence.aws ?? []), ...(evidence.terraform ?? [])];
});

/** Whether a delete of a resource stops, or leaves it behind: read from the output, whatever any rule says. */
function kept({ properties, definition }: SynthesizedStack['resources'][number]): boolean {
  const text = JSON.stringify(properties);
  const ofItself =
    /"prevent_destroy":true|"deletion_policy":"(PREVENT|ABANDON)"|"purge_protection_enabled":true|"DeletionProtection":|"deletion_protection.enabled","Value":"true"/;
  return (definition['DeletionPolicy'] ?? 'Delete') !== 'Delete' || ofItself.test(text);
}

describe('docs/runbooks/teardown.md', () => {
  it('names every kind of stack that is protected from termination, and no other', () => {
    const kinds = stacks
      .filter(({ terminationProtection }) => terminationProtection === true)
      .map(({ name }) => /-(aws-(?:weights-ingest|allocated-cost|[a-z]+))(-|$)/.exec(name)?.[1]);
    expect(named.filter((name) => name.startsWith('aws-')).sort()).toEqual([...new Set(kinds)].sort());
  });

  it('names every type that stops its deletion or outlives its stack, and no other', () => {
    const types = stacks.flatMap(({ resources }) => resources.filter(kept).map(({ type }) => type));
    expect(named.filter((name) => !name.startsWith('aws-')).sort()).toEqual([...new Set(types)].sort());
  });

  it('destroys a stack without those that wait for it', () => {
    const commands = page.match(/^npx cdk destroy .*$/gm) ?? [];
    expect(commands).not.toEqual([]);
    expect(commands.filter((command) => !command.includes(' --exclusively '))).toEqual([]);
  });
});

describe('docs/operations.md, what leaves', () => {
  it('deploys stacks that are still there without the workload, and no other', () => {
    const [, section = ''] = readFileSync('docs/operations.md', 'utf8').split('### What leaves');
    const [, workload = ''] = /Without the \*\*workload\*\* `([\w-]+)`/.exec(section) ?? [];
    const [, named = ''] = /^npx cdk deploy --app cdk\.out --exclusively (.*)$/m.exec(section) ?? [];
    const { topology, outputs } = topologyWith();
    const { [workload]: leaving, ...workloads } = topology.workloads;
    expect(leaving?.route).toEqual(['eu-fleet']);
    const there = (of: typeof topology) => expectedStacks(of, outputs).flatMap(({ cloud, name }) => (cloud === 'aws' ? [name] : []));
    expect(there({ ...topology, workloads }).filter((name) => named.split(' ').includes(name))).toEqual(named.split(' '));
    expect(there(topology).filter((name) => !there({ ...topology, workloads }).includes(name))).toEqual([]);
  });
});
