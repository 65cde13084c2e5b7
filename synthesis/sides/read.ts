import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Side } from '../../diff/side.js';
import { cloudFormationStack, record, type SynthesizedStack, terraformStack } from '../../evidence/synthesized/stack.js';
import { isGatewayOutput, readCloudAssembly, readGatewayFiles, readTerraformOutput } from '../read-output.js';
import type { SideRequest } from './request.js';

/** Stacks of every output among some directories. */
export function readOutputs(directories: readonly string[]): SynthesizedStack[] {
  return directories
    .filter((directory) => !isGatewayOutput(directory))
    .flatMap((directory) => (existsSync(join(directory, 'stacks')) ? readTerraformOutput(directory) : readCloudAssembly(directory)));
}

/** One template or module by itself. */
export function documentStack(document: Record<string, unknown>): SynthesizedStack {
  // Base and head are the same stack whatever their files are named.
  if (document['Resources'] !== undefined) return cloudFormationStack({ name: 'template' }, document, {});
  const { stackName } = record(record(document['//'])['metadata']);
  return terraformStack(typeof stackName === 'string' ? stackName : 'module', document, {});
}

/** Files of gateways among some directories, by path. */
export function gatewayOf(directories: readonly string[]): Record<string, unknown> {
  return Object.assign({}, ...directories.filter((directory) => isGatewayOutput(directory) && existsSync(directory)).map(readGatewayFiles));
}

/** A side with known stacks and nothing else. */
export function unjudged({ label }: SideRequest, stacks: readonly SynthesizedStack[]): Side {
  return { label, stacks, gateway: {}, findings: [], notes: [] };
}
