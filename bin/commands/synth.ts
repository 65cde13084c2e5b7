import { type Finding, refuses } from '../../policy/finding.js';
import { beforeDeploymentText } from '../../reports/before-deployment-text.js';
import { endpointTable } from '../../reports/endpoint-table.js';
import { findingsText } from '../../reports/findings-text.js';
import { guardrailTable } from '../../reports/guardrail-table.js';
import { hostTable } from '../../reports/host-table.js';
import { planTable } from '../../reports/plan/plan-table.js';
import { asOfDate } from '../../synthesis/as-of.js';
import { readBeforeDeploymentFile } from '../../synthesis/before-deployment-file.js';
import { synthesizeAndJudge } from '../../synthesis/check.js';
import { replaceOutputs } from '../../synthesis/swap.js';
import { loadTopology } from '../../topology/load.js';
import { defaultOutputs } from './defaults.js';
import type { TopologyOptions } from './topology.js';
import { validated } from './validated.js';

/** Synthesizes both applications and the gateway's files, judges them, and puts them in place only if nothing refuses them. */
export async function synth(options: TopologyOptions): Promise<number> {
  const loaded = loadTopology(options.topology);
  const asOf = asOfDate(loaded.topology, options.asOf);
  let findings: readonly Finding[] = [];
  const verdict = await replaceOutputs(defaultOutputs, async (drafts) => {
    findings = await synthesizeAndJudge(loaded, drafts, asOf, validated());
    return refuses(findings) ? 'refuse' : 'publish';
  });
  const tables = [
    hostTable(loaded.topology, findings),
    endpointTable(loaded.topology),
    guardrailTable(loaded.topology),
    planTable(loaded.topology, asOf),
  ].filter((text) => text !== '');
  process.stdout.write(`${tables.join('\n\n')}\n\n`);
  process.stdout.write(`${findingsText({ topology: loaded.source.file, asOf, findings, judged: 'synthesis' }, process.stdout.isTTY === true)}\n`);
  if (verdict === 'publish') {
    process.stdout.write(`\n${beforeDeploymentText(readBeforeDeploymentFile(defaultOutputs.aws))}\n`);
    return 0;
  }
  process.stderr.write(`\nRefused: nothing was left to deploy. What was refused is in ${Object.values(defaultOutputs).map(refused).join(', ')}.\n`);
  return 1;
}

function refused(output: string): string {
  return output.replace('.out', '.refused');
}
