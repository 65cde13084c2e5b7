import { judge } from '../../policy/engine.js';
import { refuses } from '../../policy/finding.js';
import { rules } from '../../policy/rules.js';
import { evidenceReport } from '../../reports/evidence/evidence.js';
import { evidenceJson } from '../../reports/evidence/evidence-json.js';
import { evidenceMarkdown } from '../../reports/evidence/evidence-markdown.js';
import { asOfDate } from '../../synthesis/as-of.js';
import { inScratch } from '../../synthesis/check.js';
import { readCloudAssembly, readGatewayZones, readTerraformOutput } from '../../synthesis/read-output.js';
import { synthesizeAll } from '../../synthesis/synthesize.js';
import { loadTopology } from '../../topology/load.js';
import type { TopologyOptions } from './topology.js';
import { validated } from './validated.js';

export interface EvidenceOptions extends TopologyOptions {
  readonly format: keyof typeof evidenceFormats;
}

export const evidenceFormats = { md: evidenceMarkdown, json: evidenceJson };

/** Prints what a deployment of this topology can prove: synthesized, judged, and left nowhere. Exit code 1 where a rule refuses it: evidence of that is none. */
export async function evidence(options: EvidenceOptions): Promise<number> {
  const loaded = loadTopology(options.topology);
  const asOf = asOfDate(loaded.topology, options.asOf);
  return inScratch(async (directories) => {
    await synthesizeAll([{ loaded, directories }], validated());
    const [aws, terraform] = [readCloudAssembly(directories.aws), readTerraformOutput(directories.terraform)];
    const findings = judge(rules, loaded, asOf, { aws, terraform, gateway: readGatewayZones(directories.gateway) });
    process.stdout.write(`${evidenceFormats[options.format](evidenceReport(loaded, [...aws, ...terraform], findings, asOf))}\n`);
    return refuses(findings) ? 1 : 0;
  });
}
