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

let outputs: ReadonlyMap<string, string> | undefined;

/** Terraform output of every topology by its name, synthesized once per run. Shared by oracles: none may change it. */
export function terraformOutputs(): ReadonlyMap<string, string> {
  if (outputs !== undefined) return outputs;
  const root = mkdtempSync(join(tmpdir(), 'blueprint-verify-'));
  process.on('exit', () => rmSync(root, { recursive: true, force: true }));
  outputs = new Map(
    topologies.map(([name, file]) => {
      const out = join(root, name);
      synthesizeTerraform(loadTopology(file), out);
      say(`terraform: ${name}: ${stacksIn(out).length} root modules`);
      return [name, out];
    }),
  );
  return outputs;
}

/** Root modules of every topology. */
export function rootModules(): readonly RootModule[] {
  return [...terraformOutputs()].flatMap(([name, out]) => stacksIn(out).map((stack) => ({ name: `${name}: ${stack}`, directory: join(out, 'stacks', stack) })));
}

function stacksIn(out: string): string[] {
  const stacks = join(out, 'stacks');
  return existsSync(stacks) ? readdirSync(stacks) : [];
}
