import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isUnwritable } from '../../derived/crowded-stacks.js';
import { planned } from '../../planner/cost/planned.js';
import { endsOf } from '../../reports/calendar/ends.js';
import type { PageInput } from '../../reports/page/input.js';
import { type PageInputs, reportHtml, reportMarkdown } from '../../reports/page/report.js';
import { asOfDate } from '../../synthesis/as-of.js';
import { inScratch, synthesizeAndJudge } from '../../synthesis/check.js';
import { readCloudAssembly, readTerraformOutput } from '../../synthesis/read-output.js';
import { writingInto } from '../../synthesis/storage.js';
import { InputError } from '../../topology/error.js';
import { loadTopology } from '../../topology/load.js';
import { defaultTopology } from './defaults.js';
import { validated } from './validated.js';

export interface ReportOptions {
  /** One, or two that are compared. */
  readonly topology?: readonly string[];
  readonly asOf?: string;
  readonly format: 'html' | 'md';
  readonly output?: string;
}

/** Writes the page of one topology, or of two beside each other. A page advises: findings are in it, and the exit code is 0. */
export async function report({ topology: files = [defaultTopology], asOf, format, output }: ReportOptions): Promise<number> {
  const [first, second, ...more] = files;
  if (first === undefined || more.length > 0) throw new InputError([{ message: `--topology: received ${files.length}. Allowed: one, or two to compare.` }]);
  const inputs: PageInputs = second === undefined ? [await inputOf(first, asOf)] : [await inputOf(first, asOf), await inputOf(second, asOf)];
  const text = format === 'md' ? reportMarkdown(inputs) : await reportHtml(inputs, async (specs) => drawn(specs));
  if (output === undefined) process.stdout.write(text);
  else {
    writingInto(dirname(output), () => writeFileSync(output, text));
    process.stdout.write(`${output}: ${Math.ceil(Buffer.byteLength(text) / 1024)} KiB\n`);
  }
  return 0;
}

function inputOf(file: string, asked: string | undefined): Promise<PageInput> {
  const loaded = loadTopology(file);
  const asOf = asOfDate(loaded.topology, asked);
  const plan = planned(loaded.topology, asOf);
  const ends = endsOf({ loaded, plan });
  return inScratch(async (directories) => {
    const findings = await synthesizeAndJudge(loaded, directories, asOf, validated());
    const stacks = isUnwritable(loaded.topology) ? [] : [...readCloudAssembly(directories.aws), ...readTerraformOutput(directories.terraform)];
    return { loaded, asOf, plan, findings, stacks, ends };
  });
}

/** Charts are drawn in a process of its own: what draws them is large, and no other command carries it. */
function drawn(specs: readonly object[]): string[] {
  const script = fileURLToPath(new URL('../../reports/page/charts/draw.mjs', import.meta.url));
  return JSON.parse(execFileSync(process.execPath, [script], { input: JSON.stringify(specs), encoding: 'utf8', maxBuffer: 64 * 2 ** 20 }));
}
