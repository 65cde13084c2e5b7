import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isUnwritable } from '../derived/crowded-stacks.js';
import type { OutputDifference } from '../evidence/synthesized/output-difference.js';
import type { OriginIndex } from '../evidence/synthesized/stack.js';
import { type Evidence, judge } from '../policy/engine.js';
import { type Finding, sortFindings } from '../policy/finding.js';
import { rules } from '../policy/rules.js';
import { InputError } from '../topology/error.js';
import type { LoadedTopology } from '../topology/load.js';
import { readGeneration, readOrigins } from './blueprint-file.js';
import { inScratch, judgeUnwritable } from './check.js';
import { outputDifferences } from './compare/compare.js';
import { gatewayFileDifferences } from './compare/gateway-files.js';
import { recordedDifference, recordedInputDifference } from './compare/recorded.js';
import { recordedFileDifferences } from './compare/recorded-files.js';
import { outputKind, readCloudAssembly, readGatewayZones, readTerraformOutput, stackNamesIn } from './read-output.js';
import { settleOutputs } from './swap.js';
import { type OutputDirectories, synthesizeAll } from './synthesize.js';
import { cloudFormationFindings } from './validation-report.js';

type App = keyof OutputDirectories;

/** An output that is to be judged; it may be missing, and then everything in it is. */
export interface FoundOutput {
  readonly app: App;
  readonly directory: string;
}

/** Directories that somebody named, each of which has to hold an output. */
export function namedOutputs(directories: readonly string[]): FoundOutput[] {
  const outputs = directories.map((directory) => ({ app: outputKind(directory), directory }));
  for (const [index, { app, directory }] of outputs.entries()) {
    const first = outputs.findIndex((other) => other.app === app);
    if (first === index) continue;
    const message = `${directory}: of the same application as ${outputs[first]?.directory}. Allowed: one output of each, ${Object.values(applications).join(', ')}.`;
    throw new InputError([{ message }]);
  }
  return outputs;
}

/** Applications whose output is not among those that are judged. */
export function applicationsWithout(outputs: readonly FoundOutput[]): string[] {
  return Object.entries(applications).flatMap(([app, name]) => (outputs.some((output) => output.app === app) ? [] : [name]));
}

/** What the output of each application is called. */
const applications: Readonly<Record<App, string>> = { aws: 'cdk.out', terraform: 'cdktf.out', gateway: 'gateway.out' };

/**
 * Judges outputs that are there, no matter who wrote them: what they say they were made from, then each file against a second synthesis, then by
 * all rules. Throws `InputError` where they are of another topology.
 */
export async function checkOutputs(loaded: LoadedTopology, outputs: readonly FoundOutput[], asOf: string, validated: boolean): Promise<Finding[]> {
  settleAndKnow(loaded, outputs);
  const recorded = recordedDifference(presentIn(outputs), loaded);
  // Everything in an output that was made from other files differs, and for that reason.
  if (recorded.length > 0) return judge(rules, loaded, asOf, { comparison: recorded });
  if (isUnwritable(loaded.topology)) return judgeUnwritable(loaded, asOf);
  return inScratch(async (fresh) => {
    await synthesizeAll([{ loaded, directories: fresh }], validated);
    const pairs = outputs.map(({ app, directory }) => ({ app, found: directory, fresh: fresh[app], locks: loaded.locks }));
    const comparison = (await Promise.all(pairs.map(outputDifferences))).flat();
    const findings = judgedFiles(loaded, outputs, asOf, comparison, fresh);
    return sortFindings([...findings, ...cloudFormationFindings(fresh.aws, loaded)]);
  });
}

/**
 * Judges outputs by rules alone, each file that no rule reads by what `blueprint.json` records of it, and files of gateways by what they have to be. What no
 * rule looks at in a template or module is not seen. Throws `InputError` where outputs are of another topology.
 */
export function checkOutputsByRules(loaded: LoadedTopology, outputs: readonly FoundOutput[], asOf: string): Finding[] {
  settleAndKnow(loaded, outputs);
  const present = outputs.filter(({ directory }) => existsSync(directory));
  const comparison = [
    ...recordedInputDifference(presentIn(outputs), loaded),
    ...present.flatMap(({ app, directory }) => [
      ...recordedFileDifferences(app, directory, loaded.locks),
      ...(app === 'gateway' ? gatewayFileDifferences(directory, loaded) : []),
    ]),
  ];
  return judge(rules, loaded, asOf, { ...evidenceOf(outputs, ({ directory }) => readOrigins(directory)), comparison });
}

/** By all rules; where a file that is missing or broken keeps an output from being read, the comparison has told it. */
function judgedFiles(
  loaded: LoadedTopology,
  outputs: readonly FoundOutput[],
  asOf: string,
  comparison: readonly OutputDifference[],
  fresh: OutputDirectories,
): Finding[] {
  try {
    return judge(rules, loaded, asOf, { ...evidenceOf(outputs, ({ app }) => readOrigins(fresh[app])), comparison });
  } catch (error) {
    if (!(error instanceof InputError) || comparison.length === 0) throw error;
    return judge(rules, loaded, asOf, { comparison });
  }
}

/** Stacks by application; an application of which no output is asked for is not judged. */
function evidenceOf(outputs: readonly FoundOutput[], originsOf: (output: FoundOutput) => OriginIndex): Evidence {
  const read = { aws: readCloudAssembly, terraform: readTerraformOutput } as const;
  const gateways = outputs.filter(({ app }) => app === 'gateway');
  const asked = (app: keyof typeof read) => outputs.filter((output) => output.app === app);
  const stacks = (app: keyof typeof read) =>
    asked(app).flatMap((output) => (existsSync(output.directory) ? read[app](output.directory, originsOf(output)) : []));
  return {
    ...(asked('aws').length > 0 && { aws: stacks('aws') }),
    ...(asked('terraform').length > 0 && { terraform: stacks('terraform') }),
    ...(gateways.length > 0 && { gateway: gateways.flatMap(({ directory }) => (existsSync(directory) ? readGatewayZones(directory) : [])) }),
    outputs: presentIn(outputs).map(readGeneration),
  };
}

/** Completes what a killed run left, and refuses what is of another topology or program: hundreds of findings would say only that. */
function settleAndKnow({ topology, source }: LoadedTopology, outputs: readonly FoundOutput[]): void {
  for (const { directory } of outputs) settleOutputs(dirname(resolve(directory)));
  const present = outputs.filter(({ directory }) => existsSync(directory));
  const names = present.flatMap(({ app, directory }) => stackNamesIn(app, directory));
  if (names.length === 0 || names.some((name) => name.startsWith(`${topology.name}-`))) return;
  const shown = names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
  throw new InputError([
    {
      message: `${present.map(({ directory }) => directory).join(', ')}: no output of ${source.file}. Received stacks ${shown}; those of ${topology.name} begin with "${topology.name}-". Name the topology that this was synthesized from, or run "npm run synth".`,
    },
  ]);
}

function presentIn(outputs: readonly FoundOutput[]): string[] {
  return outputs.map(({ directory }) => directory).filter((directory) => existsSync(directory));
}
