import { existsSync } from 'node:fs';
import { refuses } from '../../policy/finding.js';
import { rules } from '../../policy/rules.js';
import { findingsJson } from '../../reports/findings-json.js';
import { findingsMarkdown } from '../../reports/findings-markdown.js';
import { findingsSarif } from '../../reports/findings-sarif.js';
import { type FindingsReport, findingsText } from '../../reports/findings-text.js';
import { asOfDate } from '../../synthesis/as-of.js';
import { checkTopology } from '../../synthesis/check.js';
import { applicationsWithout, checkOutputs, checkOutputsByRules, type FoundOutput, namedOutputs } from '../../synthesis/check-outputs.js';
import { InputError } from '../../topology/error.js';
import type { LoadedTopology } from '../../topology/load.js';
import { loadTopology } from '../../topology/load.js';
import { toolVersion } from '../../topology/tool-version.js';
import { defaultOutputs } from './defaults.js';
import type { TopologyOptions } from './topology.js';
import { validated } from './validated.js';

export interface CheckOptions extends TopologyOptions {
  readonly format: keyof typeof formats;
  /** Directories to judge instead of synthesizing; `true` means the default ones. */
  readonly fromOutput?: readonly string[] | true;
  /** Whether existing outputs are compared with a second synthesis. */
  readonly resynth: boolean;
}

/** How a report can be written, by the name `--format` takes. */
export const formats = {
  text: (report: FindingsReport) => findingsText(report, process.stdout.isTTY === true),
  md: findingsMarkdown,
  json: findingsJson,
  sarif: (report: FindingsReport) => findingsSarif(report, rules, toolVersion()),
};

/** Judges a topology with everything it synthesizes to, or existing outputs. */
export async function check(options: CheckOptions): Promise<number> {
  const loaded = loadTopology(options.topology);
  const asOf = asOfDate(loaded.topology, options.asOf);
  const report = { topology: loaded.source.file, asOf, ...(await judged(options, loaded, asOf)) };
  process.stdout.write(`${formats[options.format](report)}\n`);
  return refuses(report.findings) ? 1 : 0;
}

async function judged({ fromOutput, resynth }: CheckOptions, loaded: LoadedTopology, asOf: string): Promise<Omit<FindingsReport, 'topology' | 'asOf'>> {
  if (fromOutput === undefined) {
    if (resynth) return { judged: 'synthesis', findings: await checkTopology(loaded, asOf, validated()) };
    throw new InputError([{ message: '--no-resynth: judges outputs that are there. Allowed: together with --from-output.' }]);
  }
  const found = outputs(fromOutput);
  const others = applicationsWithout(found);
  const notJudged = others.length > 0 ? { notJudged: others } : {};
  if (resynth) return { judged: 'output', ...notJudged, findings: await checkOutputs(loaded, found, asOf, validated()) };
  return { judged: 'output by rules alone', ...notJudged, findings: checkOutputsByRules(loaded, found, asOf) };
}

/** Named ones, or all that a synthesis publishes: of these, one that is missing is a finding. */
function outputs(asked: readonly string[] | true): readonly FoundOutput[] {
  if (asked !== true && asked.length > 0) return namedOutputs(asked);
  const { aws, terraform, gateway } = defaultOutputs;
  if (!existsSync(aws) && !existsSync(terraform)) {
    throw new InputError([
      { message: `--from-output: neither ${defaultOutputs.aws} nor ${defaultOutputs.terraform} is here. Run "npm run synth" first, or name a directory.` },
    ]);
  }
  return [
    { app: 'aws', directory: aws },
    { app: 'terraform', directory: terraform },
    { app: 'gateway', directory: gateway },
  ];
}
