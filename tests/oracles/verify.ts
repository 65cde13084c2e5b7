import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Asked } from './asked.js';
import { beside, outcomesIn } from './beside.js';
import { type Build, wantedBuilds } from './builds.js';
import { programs, tables, wide } from './cases.js';
import { cfnLint } from './cfn-lint.js';
import { Claims } from './claims.js';
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

/**
 * Tools that nobody here wrote judge what is synthesized; the reviewed tables are learned again, and faults put into the output measure our own rules. Any finding
 * fails. Two processes take what is left from the two ends: the first ones compute, and the last ones wait for programs of their own.
 */
const oracles: Readonly<Record<string, Oracle>> = {
  'terraform-validate': terraformValidate,
  plans,
  mutations,
  tables,
  wide,
  'cfn-lint': cfnLint,
  'cdk-nag': nag,
  'provider-schema': providerSchema,
  collector,
  exporter,
  engine,
  workflows,
  worker,
  images,
  documents,
  programs,
  page,
  deploy,
  gateway,
};

/** They build the same providers. */
const together = { plans: 'terraform-validate' };

const off = { type: 'boolean', default: false } as const;

/**
 * `verify [--strict | --brief] [--list] [ORACLE…]`: all oracles or those named; `--strict` builds what can be built and fails on what is skipped; `--brief`
 * lets those that take minutes judge a part, always the same; `--list` prints each mutation that was judged wrongly. `--shared DIRECTORY`: for the process that
 * started this one, which writes the closing table.
 */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { strict: off, brief: off, list: off, shared: { type: 'string' } },
    allowPositionals: true,
  });
  if (values.strict && values.brief) {
    process.stderr.write('verify: received --strict and --brief. Allowed: one of them; --strict judges everything.\n');
    return 2;
  }
  const unknown = positionals.filter((name) => !Object.hasOwn(oracles, name));
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
  const given = { builds, list: values.list, brief: values.brief };
  if (values.shared !== undefined) {
    writeFileSync(outcomesIn(values.shared), JSON.stringify(await outcomesOf([...asked].reverse(), given, values.shared)));
    return 0;
  }
  const outcomes = await outcomesOfTwo(asked, given, [
    ...(values.strict ? ['--strict'] : []),
    ...(values.brief ? ['--brief'] : []),
    ...(values.list ? ['--list'] : []),
  ]);
  for (const line of closingTable(outcomes)) say(line);
  return exitCode(outcomes, values.strict);
}

/** What this process and one beside it find, in the order that was asked for. */
async function outcomesOfTwo(names: readonly string[], asked: Asked, flags: readonly string[]): Promise<Outcome[]> {
  const shared = mkdtempSync(join(tmpdir(), 'blueprint-verify-'));
  try {
    const second = names.length > 1 ? beside(names, flags, shared) : [];
    const own = await outcomesOf(names, asked, shared);
    const others = await second;
    const lost = (oracle: string): Outcome => {
      const why = 'ended' in others ? others.ended : 'nobody judged';
      return { oracle, verdict: { findings: [`${oracle}: broke: ${why}`], judged: 'stopped' }, seconds: 0 };
    };
    const found = new Map([...own, ...('ended' in others ? [] : others)].map((one) => [one.oracle, one]));
    return names.map((name) => found.get(name) ?? lost(name));
  } finally {
    rmSync(shared, { recursive: true, force: true });
  }
}

async function outcomesOf(names: readonly string[], asked: Asked, shared: string): Promise<Outcome[]> {
  const claims = new Claims(shared, together);
  const outcomes: Outcome[] = [];
  for (const oracle of names) {
    const judge = oracles[oracle];
    if (judge === undefined || !claims.take(oracle)) continue;
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
