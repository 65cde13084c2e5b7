import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Side } from '../../diff/side.js';
import type { SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { InputError } from '../../topology/error.js';
import { loadOlderTopology } from '../../topology/load.js';
import { dependenciesOf } from '../dependencies.js';
import type { Scratch } from '../scratch.js';
import { judgeOutputs, rulesOf } from './judge.js';
import { gatewayOf, readOutputs } from './read.js';
import { ownRoot, refusal, type SideRequest } from './request.js';

/** A topology in a work tree that has its own version of this tool. */
export interface ForeignSide {
  readonly request: SideRequest;
  readonly tree: string;
  readonly file: string;
}

/** A work tree synthesizes itself, by its own version and dependencies; the rules of this version judge, so that both sides are judged alike. */
export async function foreignSide(side: ForeignSide, scratch: Scratch): Promise<Side> {
  if (!existsSync(join(side.tree, 'node_modules'))) await provideDependencies(side, scratch);
  return synthesized(side, scratch, { directory: side.request.option.slice(2), env: { ...side.request.env, CDK_VALIDATION: 'false' } });
}

/** The same, with CloudFormation's own validation, which takes most of the time of a synthesis. */
export function validatedForeignSide(side: ForeignSide, scratch: Scratch): Promise<Side> {
  return synthesized(side, scratch, { directory: `${side.request.option.slice(2)}-validated`, env: side.request.env });
}

interface Run {
  /** Name of the directory that is written. */
  readonly directory: string;
  readonly env: NodeJS.ProcessEnv;
}

async function synthesized({ request, tree, file }: ForeignSide, scratch: Scratch, { directory, env }: Run): Promise<Side> {
  const output = join(scratch.directory, directory);
  mkdirSync(output);
  const { code, stderr } = await scratch.run(process.execPath, [join(tree, 'bin/run.mjs'), 'blueprint', 'synth', '--topology', file], output, env);
  const directories = outputNames.map((name) => join(output, name)).filter((path) => existsSync(path));
  if ((code !== 0 && code !== 1) || directories.length === 0)
    throw refusal(request, code === 2 ? 'its input cannot be used' : 'it cannot be synthesized by its own version', stderr);
  const stacks = readOutputs(directories);
  return { label: request.label, stacks, gateway: gatewayOf(directories), ...judged(request, file, stacks, directories), ...rulesOf(tree) };
}

/** A refused synthesis writes its outputs, too. */
const outputNames = ['cdk.out', 'cdktf.out', 'cdk.refused', 'cdktf.refused', 'gateway.out', 'gateway.refused'];

/** A topology of another version may not fit this version's schema: what was synthesized is compared all the same. */
function judged(
  { asOf }: SideRequest,
  file: string,
  stacks: readonly SynthesizedStack[],
  directories: readonly string[],
): Pick<Side, 'loaded' | 'findings' | 'notes'> {
  try {
    const loaded = loadOlderTopology(file);
    return { loaded, findings: judgeOutputs(loaded, stacks, directories, asOf), notes: loaded.notes };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { findings: [], notes: ['its topology does not fit this version, so only what it synthesizes to is compared'] };
  }
}

/** Dependencies of an exported commit: those of this version when its lock file is the same, else installed once and kept. */
async function provideDependencies({ request, tree }: ForeignSide, scratch: Scratch): Promise<void> {
  if (request.source.kind === 'tree') throw refusal(request, 'it has no node_modules; run "npm ci" there first');
  symlinkSync(await modulesFor(request, tree, scratch), join(tree, 'node_modules'), 'dir');
}

async function modulesFor(request: SideRequest, tree: string, scratch: Scratch): Promise<string> {
  const own = join(ownRoot, 'node_modules');
  if (lockOf(tree) === lockOf(ownRoot)) return own;
  const found = await dependenciesOf(tree, join(own, '.cache', 'hybrid-llama-blueprint', 'dependencies'), scratch, request.env);
  if ('complaint' in found) throw refusal(request, 'its dependencies cannot be installed (npm ci)', found.complaint);
  return found.modules;
}

function lockOf(root: string): string | undefined {
  const file = join(root, 'package-lock.json');
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
