import { refuses } from '../../policy/finding.js';
import { rules } from '../../policy/rules.js';
import { findingsJson } from '../../reports/findings-json.js';
import { findingsMarkdown } from '../../reports/findings-markdown.js';
import { findingsSarif } from '../../reports/findings-sarif.js';
import { type FindingsReport, findingsText } from '../../reports/findings-text.js';
import { asOfDate } from '../../synthesis/as-of.js';
import { checkOutputs, checkTopology, presentOutputs } from '../../synthesis/check.js';
import { InputError } from '../../topology/error.js';
import { toolVersion } from '../../topology/tool-version.js';
import { defaultOutputs } from './defaults.js';
import { openTopology, type TopologyOptions } from './topology.js';

export interface CheckOptions extends TopologyOptions {
  readonly format: keyof typeof formats;
  /** Directories to judge instead of synthesizing; `true` means the default ones. */
  readonly fromOutput?: readonly string[] | true;
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
  const loaded = openTopology(options.topology);
  const asOf = asOfDate(loaded.topology, options.asOf);
  const findings = options.fromOutput === undefined ? await checkTopology(loaded, asOf) : checkOutputs(loaded, outputs(options.fromOutput), asOf);
  process.stdout.write(`${formats[options.format]({ topology: loaded.source.file, asOf, findings })}\n`);
  return refuses(findings) ? 1 : 0;
}

function outputs(asked: readonly string[] | true): readonly string[] {
  if (asked !== true && asked.length > 0) return asked;
  const present = presentOutputs(defaultOutputs);
  if (present.length === 0) {
    throw new InputError([
      { message: `--from-output: neither ${defaultOutputs.aws} nor ${defaultOutputs.terraform} is here. Run "npm run synth" first, or name a directory.` },
    ]);
  }
  return present;
}
