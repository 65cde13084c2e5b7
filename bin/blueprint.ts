import { Command, CommanderError, Option } from 'commander';
import { projectVersion } from '../synthesis/project.js';
import { InputError } from '../topology/error.js';
import { type CheckOptions, check, formats } from './commands/check.js';
import { defaultTopology } from './commands/defaults.js';
import { explain } from './commands/explain.js';
import { outputsImport } from './commands/outputs-import.js';
import { synth } from './commands/synth.js';
import type { TopologyOptions } from './commands/topology.js';

/** Exit codes: 0 fine, 1 findings of severity error or fatal, 2 unusable input or arguments, 3 a crash of this tool. */
async function main(argv: readonly string[]): Promise<void> {
  const program = new Command('blueprint')
    .description('Hybrid Llama blueprint: one topology in, stacks for every host out, or a refusal that says why.')
    .version(projectVersion())
    .exitOverride()
    .showSuggestionAfterError();
  const onTopology = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .option('--topology <file>', 'topology to read', defaultTopology)
      .option('--as-of <date>', 'day that dates are compared with (default: asOf of an example, else today, UTC)');

  onTopology('synth', 'synthesize all stacks into cdk.out and cdktf.out, judged').action((options: TopologyOptions) => synth(options).then(finish));
  onTopology('check', 'run all rules, leaving nothing behind')
    .addOption(new Option('--format <format>', 'how to print findings').choices(Object.keys(formats)).default('text'))
    .option('--from-output [directories...]', 'judge these outputs instead of synthesizing (default: cdk.out and cdktf.out)')
    .action((options: CheckOptions) => check(options).then(finish));
  program
    .command('outputs')
    .description('values born at deploy time')
    .command('import')
    .description('take what stacks put out into <topology>.outputs.yaml')
    .argument('<files...>', 'what "cdk deploy --outputs-file" wrote, or "terraform output -json" as <stack>.json')
    .option('--topology <file>', 'topology to read', defaultTopology)
    .action((files: readonly string[], options: { readonly topology: string }) => finish(outputsImport(files, options)));
  program
    .command('explain')
    .description('say what a rule wants, why, and how to satisfy it')
    .argument('<rule>', 'rule id, such as residency/host-region')
    .action((rule: string) => finish(explain(rule)));

  await program.parseAsync([...argv], { from: 'user' });
}

function finish(code: number): void {
  process.exitCode = code;
}

function explainFailure(error: unknown): void {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else if (error instanceof InputError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  } else {
    process.stderr.write('This is a fault of the blueprint, not of your input. Please report it with what follows.\n');
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 3;
  }
}

main(process.argv.slice(2)).catch(explainFailure);
