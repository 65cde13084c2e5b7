import { Command, InvalidArgumentError, Option } from 'commander';
import { toolVersion } from '../topology/tool-version.js';
import { attest } from './commands/attest.js';
import type { CalendarOptions } from './commands/calendar.js';
import type { ChargebackOptions } from './commands/chargeback.js';
import { type CheckOptions, check, formats } from './commands/check.js';
import { type CostTagsOptions, costTags } from './commands/cost-tags.js';
import { defaultTopology } from './commands/defaults.js';
import type { DiffOptions } from './commands/diff.js';
import { diffFiles, diffFormats } from './commands/diff-formats.js';
import { type EvidenceOptions, evidence, evidenceFormats } from './commands/evidence.js';
import { explain } from './commands/explain.js';
import type { FactsOptions } from './commands/facts.js';
import type { RefreshOptions } from './commands/facts-refresh.js';
import { type InventoryOptions, inventory } from './commands/inventory.js';
import { type AcceptOptions, acceptLicence } from './commands/licence-accept.js';
import { type ArtefactsOptions, licenceArtefactsOf } from './commands/licence-artefacts.js';
import { type MigrateOptions, migrateTopology } from './commands/migrate.js';
import { outputsImport } from './commands/outputs-import.js';
import { type PlanOptions, plan } from './commands/plan.js';
import type { ReportOptions } from './commands/report.js';
import { type SizeOptions, size } from './commands/size.js';
import { synth } from './commands/synth.js';
import type { TopologyOptions } from './commands/topology.js';
import { type ApproveOptions, approve } from './commands/weights-approve.js';
import { type ProvenanceOptions, provenance } from './commands/weights-provenance.js';
import { type RecordOptions, record } from './commands/weights-record.js';
import { gatewayCommands } from './gateway-command-line.js';

/** Every command with its arguments and options. What it does sets the exit code of the process. */
export function commandLine(): Command {
  const program = new Command('blueprint')
    .description('Hybrid Llama blueprint: one topology in, stacks for every host out, or a refusal that says why.')
    .version(toolVersion())
    .exitOverride()
    .showSuggestionAfterError();
  const onTopology = (name: string, description: string, parent: Command = program) =>
    parent
      .command(name)
      .description(description)
      .option('--topology <file>', 'topology to read', defaultTopology)
      .option('--as-of <date>', 'day that dates are compared with (default: asOf of an example, else today, UTC)');

  onTopology('synth', 'synthesize all stacks into cdk.out and cdktf.out, and the gateways into gateway.out, judged').action((options: TopologyOptions) =>
    synth(options).then(finish),
  );
  onTopology('check', 'run all rules, leaving nothing behind')
    .addOption(new Option('--format <format>', 'how to print findings').choices(Object.keys(formats)).default('text'))
    .option('--from-output [directories...]', 'judge these outputs instead of synthesizing (default: cdk.out, cdktf.out and gateway.out)')
    .option('--no-resynth', 'judge these outputs by rules alone, without comparing them with a second synthesis')
    .action((options: CheckOptions) => check(options).then(finish));
  program
    .command('diff')
    .description('say what a change does, for reviewers: resources, data, residency, access, cost, findings')
    .option('--base <side>', 'what to compare with: a Git reference, topology, work tree, output or plain template')
    .option('--head <side>', 'what is compared (default: the topology as it is in the work tree)')
    .option('--topology <file>', 'topology to read on both sides', defaultTopology)
    .option('--as-of <date>', 'day that dates are compared with (default: asOf of the head, else today, UTC)')
    .addOption(new Option('--format <format>', 'how to print the comparison').choices(Object.keys(diffFormats)).default('md'))
    .option('--plan <files...>', 'plans by `terraform show -json`: what they say replaces the synthesized changes of their modules, labelled live')
    .option('--output <directory>', `write ${diffFiles.map(({ file }) => file).join(', ')} there as well`)
    .option('--detailed-exitcode', 'also exit with 10 when something changes and 11 when it needs an approval')
    // Loaded when asked for: the comparison brings a database of resource types that no other command needs.
    .action((options: DiffOptions) => import('./commands/diff.js').then(({ diff }) => diff(options)).then(finish));
  onTopology('evidence', 'say what a deployment can prove: claims, controls, the property, approval or contract term behind each, acceptable use, waivers')
    .addOption(new Option('--format <format>', 'how to print it').choices(Object.keys(evidenceFormats)).default('md'))
    .action((options: EvidenceOptions) => evidence(options).then(finish));
  program
    .command('attest')
    .description('print an in-toto statement about outputs, to be signed: a pipeline verifies by it what it deploys')
    .argument('[directories...]', 'outputs (default: cdk.out, cdktf.out and gateway.out)')
    .action((directories: readonly string[]) => finish(attest(directories)));
  program
    .command('inventory')
    .description('pages of residency, data use, tags and exposure, for reviewers')
    .option('--topology <file>', 'topology to read', defaultTopology)
    .option('--check', 'fail where the pages in <topology>.inventory/ are not what the topology synthesizes to')
    .option('--update', 'write them there')
    .action((options: InventoryOptions) => inventory(options).then(finish));
  program
    .command('migrate')
    .description('take a topology of an older schema version to the current one, and print it')
    .option('--topology <file>', 'topology to migrate', defaultTopology)
    .option('--write', 'replace the file instead of printing')
    .action((options: MigrateOptions) => finish(migrateTopology(options)));
  program
    .command('outputs')
    .description('deploy-time values')
    .command('import')
    .description('merge the outputs of stacks into <topology>.outputs.yaml')
    .argument('<files...>', 'what "cdk deploy --outputs-file" wrote, or "terraform output -json" as <stack>.json')
    .option('--topology <file>', 'topology to read', defaultTopology)
    .action((files: readonly string[], options: { readonly topology: string }) => finish(outputsImport(files, options)));
  program
    .command('explain')
    .description('say what a rule wants, why, and how to satisfy it')
    .argument('[rule]', 'rule id, such as residency/host-region (default: list all rules)')
    .action((rule: string | undefined) => finish(explain(rule)));
  onTopology('plan', 'who serves what, and what it costs a year: line by line, against hosted only, by workload, host, cost centre and cloud')
    .addOption(new Option('--format <format>', 'how to print it; md is for a pull request').choices(['text', 'json', 'md']).default('text'))
    .option(
      '--load <workload=file...>',
      'measured load instead of the declared curve and volume: lines "time,tokens" of a week or more, such as spend lines of the gateway',
    )
    .option('--recommend', 'search routes and nodes that the rules accept, and print the cheapest with the edit to make')
    .action((options: PlanOptions) => finish(plan(options)));
  onTopology('chargeback', 'who pays what of bills in FOCUS form, joined by tag across clouds and with spend lines of the gateway')
    .requiredOption('--focus <files...>', 'bills: CSV, CSV.gz or Parquet, of any clouds and months')
    .option('--spend <files...>', 'spend lines as the log of the gateway has them, or as CloudWatch Logs exports it')
    .option('--period <month>', 'billing month, YYYY-MM (default: every month of the bills)')
    .option('--invoice <account=amount...>', 'what an account was invoiced in the month, such as prod=1234.56USD, to compare with')
    .addOption(new Option('--format <format>', 'how to print it').choices(['md', 'csv', 'json']).default('md'))
    // Loaded when asked for: it brings a database.
    .action((options: ChargebackOptions) => import('./commands/chargeback.js').then(({ chargeback }) => chargeback(options)).then(finish));
  onTopology('cost-tags', 'which tags have to be activated for costs to be told apart, how, and what their values stand for')
    .option('--active <file>', 'what "aws ce list-cost-allocation-tags --status Active" printed: say which are not active yet')
    .action((options: CostTagsOptions) => finish(costTags(options)));
  program
    .command('report')
    .description('one page for people who decide: cost, saving, break-even, residency, acceptable use, calendar, findings; two topologies side by side')
    .option('--topology <file>', 'topology to read; given twice, two are compared (default: topology.yaml)', (file: string, before: string[] = []) => [
      ...before,
      file,
    ])
    .option('--as-of <date>', 'day that dates are compared with (default: asOf of an example, else today, UTC)')
    .addOption(new Option('--format <format>', 'a page on its own, or Markdown for a pull request').choices(['html', 'md']).default('html'))
    .option('--output <file>', 'write it there (default: standard output)')
    .action((options: ReportOptions) => import('./commands/report.js').then(({ report }) => report(options)).then(finish));
  onTopology('calendar', 'all that ends: models, capacity, contracts, approvals, certificates, keys, waivers, prices')
    .addOption(new Option('--format <format>', 'how to print it').choices(['text', 'md', 'json', 'ics']).default('text'))
    // Loaded when asked for, like every report that brings a library of its own.
    .action((options: CalendarOptions) => import('./commands/calendar.js').then(({ calendar }) => finish(calendar(options))));
  const facts = program
    .command('facts')
    .description('how old the facts are, and how far they are to be trusted')
    .option('--as-of <date>', 'day that ages are counted to (default: today, UTC)')
    .addOption(new Option('--format <format>', 'how to print it').choices(['text', 'json']).default('text'))
    .action((options: FactsOptions) => import('./commands/facts.js').then(({ facts: print }) => finish(print(options))));
  facts
    .command('refresh')
    .description('read prices again at their sources, and print how facts/prices.yaml changes (asks the internet)')
    .option('--source <ids...>', 'sources to read (default: all)')
    .option('--as-of <date>', 'day of the reading (default: today, UTC)')
    .option('--write', 'write the file instead of printing the change alone')
    .action((_: unknown, command: Command) =>
      // Both commands know --as-of: what is before this one's name is of the other.
      import('./commands/facts-refresh.js').then(({ factsRefresh }) => factsRefresh(command.optsWithGlobals<RefreshOptions>())).then(finish),
    );
  program
    .command('size')
    .description('what some GPUs do with a model: tokens per second with an interval, and what a latency objective leaves of it')
    .requiredOption('--model <release>', 'release, such as llama-3.3-70b-instruct')
    .addOption(new Option('--precision <precision>', 'of weights and cache').choices(['fp8', 'bf16']).default('fp8'))
    .addOption(new Option('--gpu <gpu>', 'SXM board').choices(['H100', 'H200', 'h100', 'h200']).default('H100'))
    .option('--count <gpus>', 'GPUs of all replicas together', positive, 8)
    .option('--tp <gpus>', 'GPUs of one replica (default: all)', positive)
    .requiredOption('--input <tokens>', 'mean tokens of a prompt', positive)
    .requiredOption('--output <tokens>', 'mean tokens of an answer', positive)
    .option('--concurrency <requests>', 'requests held open at once (default: as many as fit)', positive)
    .option('--slo-ttft-ms <ms>', '99th percentile of the time to the first token', positive)
    .option('--slo-tpot-ms <ms>', '99th percentile of the time per output token', positive)
    .option('--engine <engine>', 'tensorrt-llm, vllm or sglang, with @version where it matters', 'tensorrt-llm')
    .addOption(new Option('--mapping <mapping>', 'how experts are spread (default: as the engine does)').choices(['tensor', 'attention-dp']))
    .option('--measured <file>', 'your own result of "vllm bench serve --save-result" on these GPUs, to calibrate by')
    .addOption(new Option('--format <format>', 'how to print it').choices(['text', 'json']).default('text'))
    .action((options: SizeOptions) => finish(size(options)));
  gatewayCommands(program, finish);
  const licence = program.command('licence').description('the Llama licences');
  onTopology('accept', 'print the record of an accepted licence, with the digests of its texts, after a look whether they are of that version', licence)
    .requiredOption('--llama <version>', 'version of the licence, such as 3.3')
    .requiredOption('--licence <file>', 'its file LICENSE')
    .requiredOption('--use-policy <file>', 'its file USE_POLICY.md')
    .requiredOption('--by <mail>', 'who accepted it for the organisation')
    .action((options: AcceptOptions) => finish(acceptLicence(options)));
  onTopology(
    'artefacts',
    'write what the licence of each served release wants shown and handed on: NOTICE, "Built with Llama", annexes on acceptable use',
    licence,
  )
    .requiredOption('--out <folder>', 'folder to write them into, one below it for each release')
    .action((options: ArtefactsOptions) => finish(licenceArtefactsOf(options)));
  const weights = program.command('weights').description('approved model weights');
  weights
    .command('record')
    .description('record that a bucket holds approved weights, by their signed manifest: hosts that serve them are provisioned from then on')
    .requiredOption('--model <id>', 'model of the topology')
    .requiredOption('--account <alias>', 'account of the bucket')
    .requiredOption('--region <region>', 'region of the bucket')
    .requiredOption('--manifest <file>', 'MANIFEST.sha256, read from the bucket')
    .requiredOption('--signature <file>', 'MANIFEST.sha256.sig, read from the bucket')
    .requiredOption('--public-key <file>', 'public half of the signing key, DER or PEM')
    .option('--topology <file>', 'topology to read', defaultTopology)
    .action((options: RecordOptions) => finish(record(options)));
  onTopology('provenance', 'write the statement of what a fine-tune was made from beside its files, before they are committed', weights)
    .requiredOption('--model <id>', 'fine-tune of the topology')
    .requiredOption('--from <directory>', 'its files')
    .action((options: ProvenanceOptions) => finish(provenance(options)));
  onTopology('approve', 'write the manifest of one commit of model weights into facts/weights/', weights)
    .requiredOption('--model <id>', 'model of the topology')
    .requiredOption('--from <directory>', 'git checkout (pointers of git-lfs suffice), or what "hf download --local-dir" left')
    .requiredOption('--commit <commit>', 'the commit that is approved, 40 hex digits')
    .requiredOption('--approved-by <mail>', 'who has looked at the files and the licence')
    .option('--repository <owner/name>', 'where the commit is fetched from (default: as the topology says, else facts)')
    .addOption(new Option('--source <source>', 'whose download it is').choices(['huggingface', 'meta']).default('huggingface'))
    .action((options: ApproveOptions) => finish(approve(options)));
  return program;
}

function finish(code: number): void {
  process.exitCode = code;
}

function positive(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('Allowed: a whole number from 1 on.');
  return number;
}
