import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkOutputs, namedOutputs } from '../../synthesis/check-outputs.js';
import { asOf, topologyWith } from '../support/topologies.js';

let directory: string;
beforeAll(() => {
  // Says nothing of what it was made from.
  directory = mkdtempSync(join(tmpdir(), 'check-outputs-'));
  mkdirSync(join(directory, 'stacks/acme-dev-azure-account'), { recursive: true });
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('output of a topology with more workloads than stacks can hold', () => {
  const reference = topologyWith();
  const { variable } = reference.topology.workloads;
  const many = Object.fromEntries(Array.from({ length: 1_200 }, (_, index) => [`w${index}`, { ...variable, part: 1 }]));
  const crowded = { ...reference, topology: { ...reference.topology, workloads: { ...reference.topology.workloads, ...many } } } as typeof reference;
  const refused = async (waivers: typeof reference.waivers) =>
    (await checkOutputs({ ...crowded, waivers }, namedOutputs([directory]), asOf, false)).filter(({ rule }) => rule === 'capacity/service-limits');

  const location = { file: 'topology.waivers.yaml', line: 1, column: 1 };

  it('is refused, whatever is waived: nothing else of it can be judged', async () => {
    const found = await refused([]);
    expect(found.length).toBeGreaterThan(0);
    const waivers = found.map(({ rule, path, subject }) => ({
      rule,
      path,
      subject,
      owner: 'x@acme.example',
      reason: 'r',
      granted: asOf,
      expires: asOf,
      location,
    }));
    expect((await refused(waivers)).filter(({ waivedBy }) => waivedBy !== undefined)).toEqual([]);
  });
});
