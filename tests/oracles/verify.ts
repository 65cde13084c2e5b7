import { cfnLint } from './cfn-lint.js';
import { collector } from './collector.js';
import { deploy } from './deploy.js';
import { engine } from './engine.js';
import { nag } from './nag.js';
import { plans } from './plans/plans.js';
import { providerSchema } from './terraform-binding.js';
import { terraformValidate } from './terraform-validate.js';
import { say, type Verdict } from './tools.js';
import { workflows } from './workflows.js';

/** Tools that nobody here wrote judge what is synthesized. Any finding fails. Names given as arguments run only those. */
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

async function main(only: readonly string[]): Promise<number> {
  const lines: string[] = [];
  let findings = 0;
  for (const [name, judge] of Object.entries(oracles)) {
    if (only.length > 0 && !only.includes(name)) continue;
    const start = Date.now();
    const verdict = await judge();
    for (const finding of verdict.findings) process.stderr.write(`${finding}\n`);
    findings += verdict.findings.length;
    lines.push(
      verdict.skipped === undefined
        ? `${name}: ${verdict.judged}: ${verdict.findings.length} findings, ${Math.round((Date.now() - start) / 1_000)} s`
        : `${name}: skipped: ${verdict.skipped}`,
    );
  }
  for (const line of lines) say(line);
  return findings === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
