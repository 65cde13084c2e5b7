import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesizeAws } from '../../synthesis/aws.js';
import { featureFlags } from '../../synthesis/project.js';
import { loadTopology } from '../../topology/load.js';
import { topologies } from '../support/topologies.js';
import { type AssemblyStack, say, stacksOf } from './tools.js';

/** The cloud assembly of one topology. Shared by oracles: none may change it. */
export interface Assembly {
  /** Name of the topology in the matrix. */
  readonly name: string;
  readonly directory: string;
  readonly stacks: readonly AssemblyStack[];
}

let synthesized: readonly Assembly[] | undefined;

/** Cloud assemblies of every topology, synthesized once per run. */
export function assemblies(): readonly Assembly[] {
  if (synthesized !== undefined) return synthesized;
  const root = mkdtempSync(join(tmpdir(), 'blueprint-verify-'));
  process.on('exit', () => rmSync(root, { recursive: true, force: true }));
  synthesized = topologies.map(([name, file]) => {
    const directory = join(root, name);
    synthesizeAws(loadTopology(file), { outdir: directory, flags: featureFlags() });
    const stacks = stacksOf(directory);
    say(`aws: ${name}: ${stacks.length} templates`);
    return { name, directory, stacks };
  });
  return synthesized;
}
