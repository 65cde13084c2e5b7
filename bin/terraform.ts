import { judge } from '../policy/engine.js';
import { refuses } from '../policy/finding.js';
import { rules } from '../policy/rules.js';
import { findingsText } from '../reports/findings-text.js';
import { asOfDate } from '../synthesis/as-of.js';
import { readTerraformOutput } from '../synthesis/read-output.js';
import { draftOf, publish, refuse } from '../synthesis/swap.js';
import { synthesizeTerraform } from '../synthesis/terraform.js';
import { runApp } from './commands/app.js';
import { defaultOutputs } from './commands/defaults.js';

/** The CDK for Terraform application: what `npx cdktf-cli synth` starts. It judges what it wrote, and refuses what breaks a rule. */
runApp((loaded, context) => {
  const target = process.env['CDKTF_OUTDIR'] ?? defaultOutputs.terraform;
  const asOf = asOfDate(loaded.topology, context.asOf);
  const draft = draftOf(target);
  synthesizeTerraform({ ...loaded, file: loaded.source.file }, draft);
  const findings = judge(rules, loaded, asOf, { terraform: readTerraformOutput(draft) });
  if (!refuses(findings)) {
    publish(draft, target);
    return 0;
  }
  refuse(draft, target);
  process.stderr.write(`${findingsText({ topology: loaded.source.file, asOf, findings }, false)}\n`);
  return 1;
});
