import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { commitOf, exportTree } from '../synthesis/git.js';
import { verdictsFile } from '../synthesis/kept-verdicts.js';
import { secondsWith } from './growth.js';
import { bundled, measure, source, type Usage } from './measure.js';

const runs = 5;
const compared = ['diff', '--base', 'topology.yaml', '--head', 'more.yaml'];
const unvalidated = { CDK_VALIDATION: 'false' };

/** Prints what the design bounds, as ratios within one run: machines differ, ratios much less. */
function main(against: string | undefined): void {
  const cwd = mkdtempSync(join(tmpdir(), 'blueprint-bench-'));
  try {
    cpSync('topology.yaml', join(cwd, 'topology.yaml'));
    for (const suffix of ['outputs', 'waivers', 'approvals']) cpIfThere(`topology.${suffix}.yaml`, cwd);
    writeFileSync(join(cwd, 'more.yaml'), readFileSync('topology.yaml', 'utf8').replace('costCentre: cc-4713', 'costCentre: cc-4799'));
    for (const suffix of ['outputs', 'waivers', 'approvals']) cpIfThere(`topology.${suffix}.yaml`, cwd, `more.${suffix}.yaml`);
    const { floor, bare, synth, anew, check, diff, diffAnew } = measure(
      {
        floor: source('bench/floor.ts'),
        bare: bundled('bench/floor'),
        synth: bundled('blueprint', ['synth']),
        check: { ...bundled('blueprint', ['check']), env: unvalidated },
        // After a run that saw the templates of both sides, the one of the last round: those that forget come last.
        diff: bundled('blueprint', compared),
        anew: { ...bundled('blueprint', ['synth']), before: forgetVerdicts },
        diffAnew: { ...bundled('blueprint', compared), before: forgetVerdicts },
      },
      { runs, cwd },
    );
    row('floor: an empty application of each framework', floor);
    row('the same, bundled as commands are', bare);
    row('synth, reference topology', synth);
    row('the same, every template validated anew', anew);
    row('check, without CloudFormation validation', check);
    row('diff of two topologies', diff);
    row('the same, every template validated anew', diffAnew);
    bound('synth / floor, processor time', synth.cpu / floor.cpu, 1.5);
    bound('synth / bundled floor, processor time', synth.cpu / bare.cpu, 4);
    bound('synth, validated anew / floor, processor time', anew.cpu / floor.cpu, 2.4);
    bound('diff / synth, both validated anew, processor time', diffAnew.cpu / anew.cpu, 1.5);
    bound('diff / synth, processor time', diff.cpu / synth.cpu, 1.8);
    bound('synth, peak MiB', synth.mebibytes, 700);
    if (against !== undefined) compareWith(against, cwd);
    process.env['CDK_VALIDATION'] = 'false';
    secondsWith(1, 1);
    bound('50 × the workloads / once, processor time', secondsWith(50, 1) / secondsWith(1, runs), 10);
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

/** What a new machine, or a change of every template, does: nothing is known of any template. */
function forgetVerdicts(): void {
  rmSync(verdictsFile(), { force: true });
}

/** Another version of this project beside this one, each on its own reference topology. */
function compareWith(reference: string, cwd: string): void {
  const commit = commitOf(reference, process.cwd());
  if (commit === undefined) throw new Error(`--against: "${reference}" is no commit of this repository`);
  const tree = join(cwd, 'earlier');
  mkdirSync(tree);
  exportTree(commit, tree);
  symlinkSync(resolve('node_modules'), join(tree, 'node_modules'), 'dir');
  const theirs = ['--topology', join(tree, 'topology.yaml')];
  const usage = measure(
    {
      synth: bundled('blueprint', ['synth']),
      earlierSynth: bundled('blueprint', ['synth', ...theirs], tree),
      check: { ...bundled('blueprint', ['check']), env: unvalidated },
      earlierCheck: { ...bundled('blueprint', ['check', ...theirs], tree), env: unvalidated },
    },
    { runs, cwd },
  );
  row(`synth of ${reference}`, usage.earlierSynth);
  row(`check of ${reference}`, usage.earlierCheck);
  bound(`synth / synth of ${reference}, processor time`, usage.synth.cpu / usage.earlierSynth.cpu, 1);
  bound(`check / check of ${reference}, processor time`, usage.check.cpu / usage.earlierCheck.cpu, 1.3);
}

function cpIfThere(file: string, directory: string, name = file): void {
  try {
    cpSync(file, join(directory, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

function row(name: string, { cpu, wall, mebibytes }: Usage): void {
  process.stdout.write(`${name.padEnd(56)} ${cpu.toFixed(2).padStart(6)} s CPU ${wall.toFixed(2).padStart(6)} s ${mebibytes.toFixed(0).padStart(5)} MiB\n`);
}

function bound(name: string, value: number, limit: number): void {
  process.stdout.write(`${name.padEnd(56)} ${value.toFixed(2).padStart(6)}   allowed ${limit}  ${value <= limit ? 'ok' : 'EXCEEDED'}\n`);
  if (!(value <= limit)) process.exitCode = 1;
}

const { values, positionals } = parseArgs({ options: { against: { type: 'string' }, minutes: { type: 'string', default: '30' } }, allowPositionals: true });
if (positionals[0] === 'gateway') await (await import('./gateway/path.js')).benchGateway();
else if (positionals[0] === 'guard') await (await import('./gateway/guard.js')).benchGuard();
else if (positionals[0] === 'soak') await (await import('./gateway/soak.js')).soak(Number(values.minutes));
else main(values.against);
