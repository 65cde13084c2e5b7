import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { synthesizeAws } from '../synthesis/aws.js';
import { checkOutputsByRules, namedOutputs } from '../synthesis/check-outputs.js';
import { featureFlags } from '../synthesis/project.js';
import { synthesizeTerraform } from '../synthesis/terraform.js';
import { parseSource } from '../topology/document.js';
import { checkedTopology, loadTopology } from '../topology/load.js';
import { median } from './measure.js';

/** Seconds to synthesize and judge the reference topology with its workloads copied this many times, in this process. */
export function secondsWith(copies: number, runs: number): number {
  const { data } = loadTopology(fileURLToPath(new URL('../topology.yaml', import.meta.url))).source;
  const topology = structuredClone(data) as { workloads: Record<string, unknown> };
  topology.workloads = Object.fromEntries(
    Object.entries(topology.workloads).flatMap(([, workload], index) => Array.from({ length: copies }, (_, copy) => [`w${index}-${copy}`, workload])),
  );
  const loaded = checkedTopology(parseSource(stringify(topology, { aliasDuplicateObjects: false }), 'topology.yaml'), {}, []);
  const times = Array.from({ length: runs }, () => {
    const directory = mkdtempSync(join(tmpdir(), 'blueprint-growth-'));
    const start = process.cpuUsage();
    const [aws, terraform] = [join(directory, 'aws'), join(directory, 'terraform')];
    synthesizeAws(loaded, { outdir: aws, flags: featureFlags() });
    synthesizeTerraform(loaded, terraform);
    checkOutputsByRules(loaded, namedOutputs([aws, terraform]), '2026-11-24');
    const { user, system } = process.cpuUsage(start);
    rmSync(directory, { recursive: true });
    return (user + system) / 1e6;
  });
  return median(times);
}
