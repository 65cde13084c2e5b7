import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Side } from '../../diff/side.js';
import { loadOlderTopology, loadTopology, type OlderTopology } from '../../topology/load.js';
import type { Scratch } from '../scratch.js';
import { type SynthesisJob, synthesizeAll } from '../synthesize.js';
import { judgeOutputs, rulesOf } from './judge.js';
import { gatewayOf, readOutputs } from './read.js';
import { ownRoot, type SideRequest } from './request.js';

/** A topology that this version synthesizes. */
export interface OwnSide {
  readonly request: SideRequest;
  readonly file: string;
}

interface Job extends SynthesisJob {
  readonly request: SideRequest;
  readonly loaded: OlderTopology;
}

/** Sides that this process synthesizes and judges: together, because the second synthesis costs a fraction of the first. */
export async function ownSides(own: readonly OwnSide[], scratch: Scratch): Promise<Side[]> {
  if (own.length === 0) return [];
  const opened = own.map(({ request, file }) => ({ request, loaded: openTopology(request, file) }));
  const jobs = opened.map(({ request, loaded }) => jobOf(request, loaded, scratch));
  const validated = own.every(({ request }) => request.env['CDK_VALIDATION'] !== 'false');
  await synthesizeAll(jobs, validated);
  return jobs.map(sideOf);
}

/** What a change starts from may be of an older schema version; what it leads to must be one that `synth` takes. */
function openTopology({ option }: SideRequest, file: string): OlderTopology {
  return option === '--base' ? loadOlderTopology(file) : { ...loadTopology(file), notes: [] };
}

function jobOf(request: SideRequest, loaded: OlderTopology, scratch: Scratch): Job {
  const output = join(scratch.directory, request.option.slice(2));
  mkdirSync(output);
  const directories = { aws: join(output, 'cdk.out'), terraform: join(output, 'cdktf.out'), gateway: join(output, 'gateway.out') };
  return { request, loaded, directories };
}

function sideOf({ request: { label, asOf }, loaded, directories }: Job): Side {
  const outputs = Object.values(directories);
  const stacks = readOutputs(outputs);
  const findings = judgeOutputs(loaded, stacks, outputs, asOf);
  return { label, loaded, stacks, gateway: gatewayOf(outputs), findings, ...rulesOf(ownRoot), notes: loaded.notes };
}
