import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Asked } from './asked.js';
import { beside } from './beside.js';
import { type Build, wantedBuilds } from './builds.js';
import { programs, tables, wide } from './cases.js';
import { cfnLint } from './cfn-lint.js';
import { closingTable, exitCode, type Outcome } from './closing-table.js';
import { collector } from './collector/collector.js';
import { deploy } from './deploy.js';
import { documents } from './documents/documents.js';
import { engine } from './engine.js';
import { exporter } from './exporter/exporter.js';
import { gateway } from './gateway/gateway.js';
import { images } from './images/images.js';
import { mutations } from './mutations/mutations.js';
import { nag } from './nag.js';
import { page } from './page/page.js';
import { plans } from './plans/plans.js';
import { providerSchema } from './terraform-binding.js';
import { terraformValidate } from './terraform-validate.js';
import { say, type Verdict } from './tools.js';
import { worker } from './worker/worker.js';
import { workflows } from './workflows.js';

type Oracle = (asked: Asked) => Verdict | Promise<Verdict>;

/** Tools that nobody here wrote judge what is synthesized; the reviewed tables are learned again, and faults put into the output measure our own rules. Any finding fails. */
const oracles: Readonly<Record<string, Oracle>> = {
  'cfn-lint': cfnLint,
  'cdk-nag': nag,
  tables,
  wide,
  programs,
  mutations,
  'provider-schema': providerSchema,
  'terraform-validate': terraformValidate,
  plans,
  deploy,
  collector,
  engine,
  exporter,
  gateway,
  images,
  worker,
  workflows,
  documents,
  page,
};

/** Half of the work, those that wait for programs of their own among it: a second process does it while the first one takes the other processor. */
const waiting = ['wide', 'programs', 'deploy', 'gateway', 'documents', 'page'];

const off = { type: 'boolean', default: false } as const;

/**
 * `verify [--strict | --brief] [--list] [ORACLE…]`: all oracles or those named; `--strict` builds what can be built and fails on what is skipped; `--brief`
 * lets those that take minutes judge a part, always the same; `--list` prints each mutation that was judged wrongly. `--outcomes FILE`: for the process that
 * asked this one, instead of the closing table.
 */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { strict: off, brief: off, list: off, outcomes: { type: 'string' } },
    allowPositionals: true,
  });
  if (values.strict && values.brief) {
    process.stderr.write('verify: received --strict and --brief. Allowed: one of them; --strict judges everything.\n');
    return 2;
  }
  const unknown = positionals.filter((name) => oracles[name] === undefined);
  if (unknown.length > 0) {
    process.stderr.write(`verify: no oracle "${unknown.join('", "')}". Allowed: ${Object.keys(oracles).join(', ')}.\n`);
    return 2;
  }
  let builds: readonly Build[];
  try {
    builds = wantedBuilds(process.env, values.strict);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    process.stderr.write(`verify: ${error.message}\n`);
    return 2;
  }
  const asked = Object.keys(oracles).filter((name) => positionals.length === 0 || positionals.includes(name));
  const aside = values.outcomes === undefined && asked.some((name) => !waiting.includes(name)) ? asked.filter((name) => waiting.includes(name)) : [];
  const others = beside(aside, { strict: values.strict, brief: values.brief });
  const own = await outcomesOf(
    asked.filter((name) => !aside.includes(name)),
    { builds, list: values.list, brief: values.brief },
  );
  if (values.outcomes !== undefined) {
    writeFileSync(values.outcomes, JSON.stringify(own));
    return 0;
  }
  const outcomes = [...own, ...(await others)].sort((a, b) => asked.indexOf(a.oracle) - asked.indexOf(b.oracle));
  for (const line of closingTable(outcomes)) say(line);
  return exitCode(outcomes, values.strict);
}

async function outcomesOf(names: readonly string[], asked: Asked): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const [oracle, judge] of Object.entries(oracles)) {
    if (!names.includes(oracle)) continue;
    const start = Date.now();
    const verdict = await verdictOf(oracle, () => judge(asked));
    for (const finding of verdict.findings) process.stderr.write(`${finding}\n`);
    outcomes.push({ oracle, verdict, seconds: (Date.now() - start) / 1_000 });
  }
  return outcomes;
}

/** An oracle that breaks is a finding of its own, so that the others still judge and the table still closes. */
async function verdictOf(oracle: string, judge: () => Verdict | Promise<Verdict>): Promise<Verdict> {
  try {
    return await judge();
  } catch (error) {
    return { findings: [`${oracle}: broke: ${error instanceof Error ? (error.stack ?? error.message) : error}`], judged: 'stopped by a fault of the oracle' };
  }
}

process.exitCode = await main();
