import { judge } from '../policy/engine.js';
import { refuses } from '../policy/finding.js';
import { rules } from '../policy/rules.js';
import { findingsText } from '../reports/findings-text.js';
import { asOfDate } from '../synthesis/as-of.js';
import { readTerraformOutput } from '../synthesis/read-output.js';
import { writingInto } from '../synthesis/storage.js';
import { replaceOutputs } from '../synthesis/swap.js';
import { synthesizeTerraform } from '../synthesis/terraform.js';
import { runApp } from './commands/app.js';
import { defaultOutputs } from './commands/defaults.js';

/** The CDK for Terraform application: what `npx cdktf-cli synth` starts. It judges what it wrote, and refuses what breaks a rule. Settled when it has said everything; the exit code is set by then. */
export const ended = runApp(async (loaded, context) => {
  const asOf = asOfDate(loaded.topology, context.asOf);
  const verdict = await replaceOutputs({ terraform: process.env['CDKTF_OUTDIR'] ?? defaultOutputs.terraform }, ({ terraform }) => {
    writingInto(terraform, () => synthesizeTerraform(loaded, terraform));
    const findings = judge(rules, loaded, asOf, { terraform: readTerraformOutput(terraform) });
    if (!refuses(findings)) return 'publish';
    process.stderr.write(`${findingsText({ topology: loaded.source.file, asOf, findings, judged: 'synthesis' }, false)}\n`);
    return 'refuse';
  });
  return verdict === 'publish' ? 0 : 1;
});
