import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesizeTerraform } from '../../synthesis/terraform.js';
import { loadTopology } from '../../topology/load.js';
import { topologies } from '../support/topologies.js';
import { say } from './tools.js';

export interface RootModule {
  /** Topology and stack. */
  readonly name: string;
  readonly directory: string;
}

let modules: readonly RootModule[] | undefined;

/** Root modules of every topology, synthesized once per run. */
export function rootModules(): readonly RootModule[] {
  if (modules !== undefined) return modules;
  const root = mkdtempSync(join(tmpdir(), 'blueprint-verify-'));
  process.on('exit', () => rmSync(root, { recursive: true, force: true }));
  modules = topologies.flatMap(([name, file]) => {
    const out = join(root, name);
    synthesizeTerraform(loadTopology(file), out);
    const stacks = join(out, 'stacks');
    const found = existsSync(stacks) ? readdirSync(stacks) : [];
    say(`terraform: ${name}: ${found.length} root modules`);
    return found.map((stack) => ({ name: `${name}: ${stack}`, directory: join(stacks, stack) }));
  });
  return modules;
}
