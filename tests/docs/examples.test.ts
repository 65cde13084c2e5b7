import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evidenceOf } from '../support/synthesized.js';
import { topologyWith } from '../support/topologies.js';

const { aws = [], terraform = [] } = evidenceOf(topologyWith());
const stacks = [...aws, ...terraform];

describe.each(['README.md', 'docs/operations.md'])('%s', (file) => {
  const text = readFileSync(file, 'utf8');

  it('names stacks that the reference topology has', () => {
    const named = [...text.matchAll(/\bacme-[a-z]+-(?:aws|google|azure)-[a-z0-9-]+[a-z0-9]/g)].map(([name]) => name);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !stacks.some((stack) => stack.name === name))).toEqual([]);
  });

  it('names resources that its modules hold', () => {
    const named = [...text.matchAll(/\bto = ([a-z_]+\.[\w-]+)/g)].map(([, address]) => address);
    const addresses = new Set(terraform.flatMap(({ resources }) => resources.map(({ id }) => id)));
    expect(named.filter((address) => !addresses.has(String(address)))).toEqual([]);
  });
});
