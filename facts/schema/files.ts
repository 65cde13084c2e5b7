/** The schema of every file of facts, by name: per list, what its rows are. */
import { z } from 'zod';
import { acceptableUse } from './acceptable-use.js';
import { azure } from './azure.js';
import { bedrock } from './bedrock.js';
import { benchmarks } from './benchmarks.js';
import { chat } from './chat.js';
import { checkpoints } from './checkpoints.js';
import { controls } from './controls.js';
import { demand } from './demand.js';
import { deployer } from './deployer.js';
import { ec2 } from './ec2.js';
import { engine } from './engine.js';
import { billExports } from './exports.js';
import { gateway } from './gateway.js';
import { google } from './google.js';
import { gpuFaults } from './gpu-faults.js';
import { guardrails } from './guardrails.js';
import { huggingface } from './huggingface.js';
import { iam } from './iam.js';
import { jurisdictions } from './jurisdictions.js';
import { licences } from './licences.js';
import { lifecycle } from './lifecycle.js';
import { limits } from './limits.js';
import { models } from './models.js';
import { observers } from './observers.js';
import { others } from './others.js';
import { prices } from './prices.js';
import { providers } from './providers.js';
import { publishers } from './publishers.js';
import { regimes } from './regimes.js';
import { regions } from './regions.js';
import { registries } from './registries.js';
import { dayOrMonth, sourceKey, text } from './row.js';
import { serving } from './serving.js';
import { software } from './software.js';
import { tags } from './tags.js';
import { throughput } from './throughput.js';
import { waits } from './waits.js';

export const factRows = {
  'acceptable-use': acceptableUse,
  azure,
  bedrock,
  benchmarks,
  chat,
  checkpoints,
  controls,
  demand,
  deployer,
  ec2,
  engine,
  exports: billExports,
  gateway,
  google,
  'gpu-faults': gpuFaults,
  guardrails,
  huggingface,
  iam,
  jurisdictions,
  licences,
  lifecycle,
  limits,
  models,
  observers,
  others,
  prices,
  providers,
  publishers,
  regimes,
  regions,
  registries,
  serving,
  software,
  tags,
  throughput,
  waits,
};

export type FactFileName = keyof typeof factRows;

export const factFileNames = Object.keys(factRows) as FactFileName[];

const source = z
  .strictObject({ what: text, where: text, asOf: dayOrMonth.describe('Date of the copy that was read') })
  .describe('Where a fact was read: what it says, where it stands, and the date of that copy');

/** Schema of a whole file: its sources and its lists of rows, and no other list. */
export function fileSchema(name: FactFileName) {
  const lists = Object.entries(factRows[name]).map(([list, row]) => [list, z.array(row).min(1)] as const);
  return z.strictObject({ sources: z.record(sourceKey, source), ...Object.fromEntries(lists) });
}

/** JSON Schema of a file, for editors: completion and squiggles, while `parseFacts` remains the judge. */
export function factsJsonSchema(name: FactFileName): object {
  return { title: `Facts: ${name}.yaml`, ...z.toJSONSchema(fileSchema(name), { io: 'input' }) };
}
