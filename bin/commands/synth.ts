import { rmSync } from 'node:fs';
import { refuses } from '../../policy/finding.js';
import { findingsText } from '../../reports/findings-text.js';
import { guardrailTable } from '../../reports/guardrail-table.js';
import { hostTable } from '../../reports/host-table.js';
import { asOfDate } from '../../synthesis/as-of.js';
import { synthesizeAndJudge } from '../../synthesis/outputs.js';
import { draftOf, publish, refuse } from '../../synthesis/swap.js';
import { defaultOutputs } from './defaults.js';
import { openTopology, type TopologyOptions } from './topology.js';

/** Synthesizes both applications, judges them, and puts them in place only if nothing refuses them. */
export async function synth(options: TopologyOptions): Promise<number> {
  const loaded = openTopology(options.topology);
  const asOf = asOfDate(loaded.topology, options.asOf);
  const drafts = { aws: draftOf(defaultOutputs.aws), terraform: draftOf(defaultOutputs.terraform) };
  try {
    const findings = await synthesizeAndJudge(loaded, drafts, asOf);
    const refused = refuses(findings);
    for (const app of ['aws', 'terraform'] as const) (refused ? refuse : publish)(drafts[app], defaultOutputs[app]);
    const tables = [hostTable(loaded.topology, findings), guardrailTable(loaded.topology)].filter((text) => text !== '');
    process.stdout.write(`${tables.join('\n\n')}\n\n`);
    process.stdout.write(`${findingsText({ topology: loaded.source.file, asOf, findings }, process.stdout.isTTY === true)}\n`);
    if (refused)
      process.stderr.write(
        `\nRefused: nothing was left to deploy. What was refused lies in ${defaultOutputs.aws.replace('.out', '.refused')} and ${defaultOutputs.terraform.replace('.out', '.refused')}.\n`,
      );
    return refused ? 1 : 0;
  } finally {
    for (const draft of Object.values(drafts)) rmSync(draft, { recursive: true, force: true });
  }
}
