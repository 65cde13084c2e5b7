import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesizeAws } from '../../synthesis/aws.js';
import { featureFlags } from '../../synthesis/project.js';
import { loadTopology } from '../../topology/load.js';
import { asAccount, cdk, type Emulator, startEmulator } from './emulator.js';
import { factCount, notShown, type Seen } from './expectations.js';
import { kindOf, withoutTypes } from './provable.js';
import { type AssemblyStack, oracleEnvironment, say, stacksOf, type Verdict } from './tools.js';

/** As in README: what a stack reads from another must be there before it. */
const order = [/-aws-(identity|network|weights-ingest)/, /-aws-(account|lifecycle|weights(?!-ingest))/, /-aws-capacity/, /-aws-(fleet|bedrock|finance)/];

const reviewed = 'tests/oracles/not-proven.txt';

/** The CDK's own command line deploys the reference topology into MiniStack; what is there is read back through the AWS API. */
export async function deploy(): Promise<Verdict> {
  const python = oracleEnvironment();
  if ('missing' in python) return { findings: [], judged: '', skipped: python.missing };
  if (!existsSync(join(python.path, 'bin', 'ministack'))) return { findings: [], judged: '', skipped: 'MiniStack is not installed' };
  const directory = mkdtempSync(join(tmpdir(), 'blueprint-deploy-'));
  const { accounts } = loadTopology('topology.yaml').topology;
  const account = Object.values(accounts.aws)[0]?.id ?? '';
  let emulator: Emulator | undefined;
  try {
    emulator = await startEmulator(python.path, directory, account);
    return judged(emulator, python.path, join(directory, 'assembly'), account);
  } finally {
    emulator?.stop();
    rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

function judged(emulator: Emulator, python: string, assembly: string, account: string): Verdict {
  mkdirSync(assembly);
  synthesizeAws(loadTopology('topology.yaml'), { outdir: assembly, flags: featureFlags() });
  const stacks = stacksOf(assembly);
  const originals = Object.fromEntries(stacks.map(({ name, template }) => [name, JSON.parse(readFileSync(join(assembly, template), 'utf8'))]));
  const resources = Object.values<any>(originals).flatMap(({ Resources }) => Object.values<any>(Resources));
  const types = [...new Set(resources.map(kindOf))].sort();
  // A custom resource's function would run, and call an API that the emulator does not have.
  const refused = new Set([...readBack(emulator, python, account, ['types', ...types]), ...types.filter((type) => type.startsWith('Custom::'))]);
  const templates: Record<string, any> = {};
  for (const { name, template: file } of stacks) {
    templates[name] = withoutTypes(originals[name], refused).template;
    writeFileSync(join(assembly, file), JSON.stringify(templates[name]));
  }

  // A stack that is left with nothing, as that of the management account, is not deployed.
  const live = stacks.filter(({ name }) => Object.keys(templates[name].Resources).length > 0);
  const accounts = [...new Set(live.map((stack) => stack.account))].sort();
  const findings = accounts.flatMap((one) => {
    const regions = new Set(live.flatMap((stack) => (stack.account === one ? [stack.region] : [])));
    return run(emulator, one, 'bootstrap', ['bootstrap', '--app', assembly, ...[...regions].map((region) => `aws://${one}/${region}`)]).findings;
  });
  const steps = order.flatMap((pattern) => accounts.map((one) => live.filter((stack) => pattern.test(stack.name) && stack.account === one)));
  const filled = steps.filter((step) => step.length > 0);
  if (filled.flat().length !== live.length) findings.push('deploy: a stack is not in the order of deployment');
  for (const step of filled) if (findings.length === 0) findings.push(...deployed(emulator, assembly, step).findings);
  if (findings.length > 0) return { findings: [...findings, ...crashes(emulator)], judged: 'stopped at the first failure' };

  const look = (): Seen[] =>
    accounts.flatMap((one) => {
      const own = live.filter((stack) => stack.account === one);
      return readBack(emulator, python, one, ['read', ...own.map(({ name, region }) => `${name}=${region}`)]);
    });
  const seen = look();
  findings.push(...absent(templates, seen), ...compare(refused, notShown(templates, seen)));

  const again = filled.map((step) => deployed(emulator, assembly, step));
  const unchanged = again.reduce((sum, { output }) => sum + output.split('(no changes)').length - 1, 0);
  findings.push(...again.flatMap((one) => one.findings));
  if (unchanged !== live.length) findings.push(`deploy: a second deployment left ${unchanged} of ${live.length} stacks unchanged`);
  const identity = (all: readonly Seen[]) => all.map(({ stack, id, physical, status }) => `${stack} ${id} ${physical} ${status}`).join('\n');
  if (identity(seen) !== identity(look())) findings.push('deploy: a second deployment changed resources');
  findings.push(...crashes(emulator));
  return {
    findings,
    judged:
      `MiniStack holds ${seen.length} of ${resources.length} resources (${types.length - refused.size} of ${types.length} types) of ${live.length} stacks, ` +
      `${factCount} facts looked for, ${readFileSync(reviewed, 'utf8').split('\n').filter(isEntry).length} not proven (${reviewed})`,
  };
}

/** Deploys stacks of one account. */
function deployed(emulator: Emulator, assembly: string, stacks: readonly AssemblyStack[]) {
  const names = stacks.map(({ name }) => name);
  return run(emulator, stacks[0]?.account ?? '', `deploy ${names.join(' ')}`, [
    'deploy',
    '--app',
    assembly,
    '--method=direct',
    '--require-approval',
    'never',
    '--exclusively',
    ...names,
  ]);
}

function run(emulator: Emulator, account: string, what: string, args: readonly string[]): { readonly findings: string[]; readonly output: string } {
  const { ok, output } = cdk(emulator, account, args);
  say(`deploy: ${what}: ${ok ? 'done' : 'failed'}`);
  return { findings: ok ? [] : [`deploy: ${what} failed:\n${output.slice(-3_000)}`], output };
}

/** Resources of the deployed templates that CloudFormation does not list. */
function absent(templates: Readonly<Record<string, any>>, seen: readonly Seen[]): string[] {
  const listed = new Set(seen.map(({ stack, id }) => `${stack} ${id}`));
  return Object.entries(templates).flatMap(([stack, { Resources }]) =>
    Object.keys(Resources).flatMap((id) => (listed.has(`${stack} ${id}`) ? [] : [`deploy: ${stack} lacks ${id}`])),
  );
}

/** What is not proven must be exactly what was reviewed: less is a stale entry, more a regression. */
function compare(refused: ReadonlySet<string>, missing: ReadonlyMap<string, string>): string[] {
  const open = new Map([...[...refused].map((type) => [type, 'the emulator has no such type'] as const), ...missing]);
  const known = new Set(readFileSync(reviewed, 'utf8').split('\n').filter(isEntry));
  for (const entry of [...open.keys()].filter((key) => known.has(key)).sort()) say(`deploy: not proven: ${entry}`);
  return [
    ...[...open].filter(([entry]) => !known.has(entry)).map(([entry, why]) => `deploy: not proven: ${entry} (${why})`),
    ...[...known].filter((entry) => !open.has(entry)).map((entry) => `deploy: ${entry} is proven now; remove it from ${reviewed}`),
  ];
}

function isEntry(line: string): boolean {
  return line !== '' && !line.startsWith('#');
}

/** An emulator that failed inside may still have answered that all is well. */
function crashes(emulator: Emulator): string[] {
  const log = emulator.log();
  const at = log.indexOf('Traceback');
  return at < 0 ? [] : [`deploy: the emulator failed inside: ${log.slice(at, at + 1_500)}`];
}

function readBack(emulator: Emulator, python: string, account: string, args: readonly string[]): any {
  const { status, stdout, stderr, error } = spawnSync(join(python, 'bin', 'python'), ['tests/oracles/readback.py', ...args], {
    env: asAccount(emulator, account),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    timeout: 120_000,
  });
  if (status !== 0) throw new Error(`readback.py failed: ${error?.message ?? stderr.slice(-2_000)}`);
  return JSON.parse(stdout);
}
