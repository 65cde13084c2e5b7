import { parseArgs } from 'node:util';
import { cfnLint } from './cfn-lint.js';
import { closingTable, exitCode, type Outcome } from './closing-table.js';
import { collector } from './collector.js';
import { deploy } from './deploy.js';
import { engine } from './engine.js';
import { nag } from './nag.js';
import { plans } from './plans/plans.js';
import { providerSchema } from './terraform-binding.js';
import { terraformValidate } from './terraform-validate.js';
import { say, type Verdict } from './tools.js';
import { workflows } from './workflows.js';

/** Tools that nobody here wrote judge what is synthesized. Any finding fails. */
const oracles: Readonly<Record<string, () => Verdict | Promise<Verdict>>> = {
  'cfn-lint': cfnLint,
  'cdk-nag': nag,
  'provider-schema': providerSchema,
  'terraform-validate': terraformValidate,
  plans,
  deploy,
  collector,
  engine,
  workflows,
};

/** `verify [--strict] [ORACLE…]`: all oracles or those named; `--strict` fails on what is skipped too. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options: { strict: { type: 'boolean', default: false } }, allowPositionals: true });
  const unknown = positionals.filter((name) => oracles[name] === undefined);
  if (unknown.length > 0) {
    process.stderr.write(`verify: no oracle "${unknown.join('", "')}". Allowed: ${Object.keys(oracles).join(', ')}.\n`);
    return 2;
  }
  const outcomes: Outcome[] = [];
  for (const [oracle, judge] of Object.entries(oracles)) {
    if (positionals.length > 0 && !positionals.includes(oracle)) continue;
    const start = Date.now();
    const verdict = await verdictOf(oracle, judge);
    for (const finding of verdict.findings) process.stderr.write(`${finding}\n`);
    outcomes.push({ oracle, verdict, seconds: (Date.now() - start) / 1_000 });
  }
  for (const line of closingTable(outcomes)) say(line);
  return exitCode(outcomes, values.strict);
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
