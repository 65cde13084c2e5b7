import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { secondsWith } from './growth.js';
import { command, type Measurement, measure, source } from './measure.js';

const runs = 5;

/** Prints what the design bounds, as ratios within one run: machines differ, ratios much less. */
function main(): void {
  const cwd = mkdtempSync(join(tmpdir(), 'blueprint-bench-'));
  try {
    cpSync('topology.yaml', join(cwd, 'topology.yaml'));
    const floor = measure(source('bench/floor.ts'), { runs, cwd });
    const synth = measure(command('synth'), { runs, cwd });
    const check = measure(command('check'), { runs, cwd, env: { CDK_VALIDATION: 'false' } });
    writeFileSync(join(cwd, 'more.yaml'), readFileSync('topology.yaml', 'utf8').replace('costCentre: cc-4713', 'costCentre: cc-4799'));
    const diff = measure(command('diff', '--base', 'topology.yaml', '--head', 'more.yaml'), { runs, cwd });
    row('floor: an empty application of each framework', floor);
    row('synth, reference topology', synth);
    row('check, without CloudFormation validation', check);
    row('diff of two topologies', diff);
    bound('synth / floor, wall time', synth.seconds / floor.seconds, 1.5);
    bound('diff / synth, wall time', diff.seconds / synth.seconds, 2.2);
    bound('synth, peak MiB', synth.mebibytes, 700);
    bound('check, seconds', check.seconds, 2.5);
    process.env['CDK_VALIDATION'] = 'false';
    secondsWith(1, 1);
    bound('50 × the workloads / once, processor time', secondsWith(50, 1) / secondsWith(1, runs), 25);
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

function row(name: string, { seconds, mebibytes }: Measurement): void {
  process.stdout.write(`${name.padEnd(56)} ${seconds.toFixed(2).padStart(6)} s ${mebibytes.toFixed(0).padStart(5)} MiB\n`);
}

function bound(name: string, value: number, limit: number): void {
  process.stdout.write(`${name.padEnd(56)} ${value.toFixed(2).padStart(6)}   allowed ${limit}  ${value <= limit ? 'ok' : 'EXCEEDED'}\n`);
  if (!(value <= limit)) process.exitCode = 1;
}

main();
