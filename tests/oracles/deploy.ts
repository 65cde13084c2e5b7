import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTopology } from '../../topology/load.js';
import { topologies } from '../topologies.js';
import { bootstrap, deployment, outOfOrder, placesOf } from './cdk-run.js';
import { asAccount, cdk, type Emulator, startEmulator } from './emulator.js';
import { factCount, noSubject, notShown, type Seen } from './expectations.js';
import { kindOf, provable, resourcesOf, type Stage } from './provable.js';
import { type Assembly, Stages } from './stages.js';
import { oracleEnvironment, say, type Verdict } from './tools.js';

const reviewed = 'tests/oracles/not-proven.txt';

/** As many stacks at once as the command line is allowed; each topology gets the next. */
const concurrencies = [4, 2, 1];

/** What one topology showed. */
interface Run {
  readonly findings: readonly string[];
  readonly refused: ReadonlySet<string>;
  readonly open: ReadonlyMap<string, string>;
  readonly line: string;
}

/**
 * The CDK's own command line takes every topology through its life in MiniStack, from empty accounts: everything that does not
 * wait for weights, everything, nothing, a change, and the end. What is there is read back through the AWS API.
 */
export async function deploy(): Promise<Verdict> {
  const python = oracleEnvironment();
  if ('missing' in python) return { findings: [], judged: '', skipped: python.missing };
  if (!existsSync(join(python.path, 'bin', 'ministack'))) return { findings: [], judged: '', skipped: 'MiniStack is not installed' };
  const runs: Run[] = [];
  for (const [index, [name, file]] of topologies.entries()) {
    runs.push(await life(python.path, name, file, concurrencies[index % concurrencies.length] ?? 1));
  }
  const refused = new Set(runs.flatMap((run) => [...run.refused]));
  // A fact needs a subject in one topology; where it has one, it must hold.
  const entries = new Set(runs.flatMap(({ open }) => [...open.keys()]));
  const open = new Map(
    [...entries].flatMap((entry) => {
      const reasons = runs.map((run) => run.open.get(entry));
      const failed = reasons.find((reason) => reason !== undefined && reason !== noSubject);
      if (failed !== undefined) return [[entry, failed] as const];
      return reasons.every((reason) => reason === noSubject) ? [[entry, noSubject] as const] : [];
    }),
  );
  const stopped = runs.some(({ findings }) => findings.length > 0);
  return {
    findings: [...runs.flatMap(({ findings }) => findings), ...(stopped ? [] : compare(refused, open))],
    judged:
      `MiniStack: ${runs.map(({ line }) => line).join('; ')}; ${factCount} facts looked for, ` +
      `${readFileSync(reviewed, 'utf8').split('\n').filter(isEntry).length} not proven (${reviewed})`,
  };
}

async function life(python: string, name: string, file: string, concurrency: number): Promise<Run> {
  const directory = mkdtempSync(join(tmpdir(), 'blueprint-deploy-'));
  const { accounts } = loadTopology(file).topology;
  const account = Object.values(accounts.aws)[0]?.id ?? '';
  let emulator: Emulator | undefined;
  try {
    emulator = await startEmulator(python, directory, account);
    return judged({ emulator, python, account, concurrency, name }, new Stages(file, directory));
  } finally {
    emulator?.stop();
    rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

interface Bench {
  readonly emulator: Emulator;
  readonly python: string;
  readonly account: string;
  readonly concurrency: number;
  readonly name: string;
}

function judged(bench: Bench, stages: Stages): Run {
  const { emulator, python, account, concurrency, name } = bench;
  const begun = Date.now();
  const whole = stages.whole();
  const types = [...new Set(resourcesOf(whole.templates).map(kindOf))].sort();
  // A custom resource's function would run, and call an API that the emulator does not have.
  const refused = new Set<string>([...readBack(emulator, python, account, ['types', ...types]), ...types.filter((type) => type.startsWith('Custom::'))]);
  const stage = (assembly: Assembly, what: string): Stage => ({ ...provable(assembly, refused), what });
  const findings: string[] = [];
  const ended = (line: string, open: ReadonlyMap<string, string> = new Map()): Run => ({
    findings: [...findings, ...crashes(emulator)].map((finding) => `${name}: ${finding}`),
    refused,
    open,
    line: `${name} ${line}, ${Math.round((Date.now() - begun) / 1_000)} s`,
  });
  const go = (to: Stage): string => {
    const { findings: found, output } = run(bench, to.what, deployment(to.path, concurrency));
    findings.push(...found);
    return output;
  };

  for (const [one, regions] of placesOf(whole.stacks)) {
    findings.push(...run({ ...bench, account: one }, `bootstrap ${one}`, bootstrap(whole.path, account, one, regions)).findings);
  }
  const before = stage(stages.withoutWeights(), 'without weights');
  const waiting = before.live.filter(({ name: stack }) => /-aws-(capacity|fleet|bedrock-import)-/.test(stack));
  if (waiting.length > 0) findings.push(`deploy: ${waiting.map((stack) => stack.name).join(', ')} would bill before there are weights`);
  findings.push(...outOfOrder(go(before), before.live));
  const full = stage(whole, 'with weights');
  if (findings.length === 0) findings.push(...outOfOrder(go(full), full.live));
  if (findings.length > 0) return ended('stopped at the first failure');

  const look = (of: Stage): Seen[] =>
    [...placesOf(of.live).keys()].flatMap((one) => {
      const own = of.live.filter((stack) => stack.account === one);
      return readBack(emulator, python, one, ['read', ...own.map((stack) => `${stack.name}=${stack.region}`)]);
    });
  const seen = look(full);
  findings.push(...absent(full.templates, seen));
  const open = notShown(full.templates, seen);

  const unchanged = go({ ...full, what: 'again' }).split('(no changes)').length - 1;
  if (unchanged !== full.live.length) findings.push(`deploy: a repeated deployment left ${unchanged} of ${full.live.length} stacks unchanged`);
  const identity = (all: readonly Seen[]) => all.map(({ stack, id, physical, status }) => `${stack} ${id} ${physical} ${status}`).join('\n');
  if (identity(seen) !== identity(look(full))) findings.push('deploy: a repeated deployment changed resources');

  const changed = stage(stages.changed(), 'a change');
  go(changed);
  const after = look(changed);
  findings.push(...absent(changed.templates, after), ...lost(full, changed, seen, after));
  findings.push(...destroyed(bench, changed));
  return ended(`${seen.length} of ${resourcesOf(whole.templates).length} resources of ${full.live.length} stacks at concurrency ${concurrency}`, open);
}

/** What is left once every stack is gone: what the templates retain, no more and no less. */
function destroyed(bench: Bench, stage: Stage): string[] {
  for (const [one] of placesOf(stage.live)) {
    const own = stage.live.filter((stack) => stack.account === one);
    readBack(bench.emulator, bench.python, one, ['release', ...own.map((stack) => `${stack.name}=${stack.region}`)]);
  }
  const { findings, output } = run(bench, 'the end', ['destroy', '--app', stage.path, '--all', '--force']);
  if (findings.length > 0) return findings;
  const kept = new Set([...output.matchAll(/^(\S+) .*DELETE_SKIPPED .*?(\w+)\)? *$/gm)].map(([, stack, id]) => `${stack} ${id}`));
  const declared = Object.entries(stage.templates).flatMap(([stack, { Resources }]) =>
    Object.entries<any>(Resources).flatMap(([id, { DeletionPolicy }]) => (/^Retain/.test(DeletionPolicy ?? '') ? [`${stack} ${id}`] : [])),
  );
  return [
    ...declared.filter((one) => !kept.has(one)).map((one) => `deploy: ${one} is declared as retained and is gone`),
    ...[...kept].filter((one) => !declared.includes(one)).map((one) => `deploy: ${one} is left behind and not declared as retained`),
  ];
}

/** Resources that a change replaced or did not touch, against what the templates say. */
function lost(before: Stage, after: Stage, seen: readonly Seen[], now: readonly Seen[]): string[] {
  const same = (stack: string, id: string) => JSON.stringify(before.templates[stack]?.Resources[id]) === JSON.stringify(after.templates[stack]?.Resources[id]);
  return seen.flatMap(({ stack, id, physical }) => {
    const then = now.find((one) => one.stack === stack && one.id === id);
    return then !== undefined && same(stack, id) && then.physical !== physical ? [`deploy: a change elsewhere replaced ${stack} ${id}`] : [];
  });
}

function run({ emulator, account, name }: Bench, what: string, args: readonly string[]): { readonly findings: string[]; readonly output: string } {
  const { ok, output } = cdk(emulator, account, args, 300);
  say(`deploy: ${name}: ${what}: ${ok ? 'done' : 'failed'}`);
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
