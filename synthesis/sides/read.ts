import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Side } from '../../diff/side.js';
import { cloudFormationStack, record, type SynthesizedStack, terraformStack } from '../../evidence/synthesized/stack.js';
import { readCloudAssembly, readTerraformOutput } from '../read-output.js';
import type { SideRequest } from './request.js';

/** Stacks of every output among some directories. */
export function readOutputs(directories: readonly string[]): SynthesizedStack[] {
  return directories
    .filter((directory) => !directory.endsWith('gateway.out'))
    .flatMap((directory) => (existsSync(join(directory, 'stacks')) ? readTerraformOutput(directory) : readCloudAssembly(directory)));
}

/** One template or module by itself. */
export function documentStack(document: Record<string, unknown>): SynthesizedStack {
  // Base and head are the same stack whatever their files are named.
  if (document['Resources'] !== undefined) return cloudFormationStack({ name: 'template' }, document, {});
  const { stackName } = record(record(document['//'])['metadata']);
  return terraformStack(typeof stackName === 'string' ? stackName : 'module', document, {});
}

/** Configuration of a gateway among some directories, by file name. */
export function gatewayOf(directories: readonly string[]): Record<string, unknown> {
  const files = directories
    .filter((directory) => directory.endsWith('gateway.out') && existsSync(directory))
    .flatMap((directory) =>
      readdirSync(directory, { recursive: true })
        .map(String)
        .sort()
        .map((name) => [name, join(directory, name)] as const),
    )
    .filter(([name]) => /\.(ya?ml|json)$/.test(name));
  return Object.fromEntries(files.map(([name, path]) => [name, parse(readFileSync(path, 'utf8')) as unknown]));
}

/** A side with known stacks and nothing else. */
export function unjudged({ label }: SideRequest, stacks: readonly SynthesizedStack[]): Side {
  return { label, stacks, gateway: {}, findings: [], notes: [] };
}
