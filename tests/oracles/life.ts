import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTopology } from '../../topology/load.js';
import { managementAccount } from '../../topology/views.js';
import type { Json } from '../support/documents.js';
import { bootstrap, deployment, destruction, outOfOrder, placesOf } from './cdk-run.js';
import { type AskBedrock, leftInBedrock, prepareBedrock } from './custom-resources.js';
import { cdk, type Emulator, startMiniStack } from './emulator.js';
import { makeExisting } from './existing.js';
import { afterChange, notShown, openOf } from './expectations.js';
import type { Seen } from './expected-facts.js';
import { absent, kindOf, lost, namesOf, provable, resourcesOf, type Stage } from './provable.js';
import { readBack } from './read-back.js';
import { recordGateways } from './recorded-gateways.js';
import { losing, removed } from './removal.js';
import { type Assembly, Stages } from './stages.js';
import { approvedDigests, storeAndRecord } from './stored-weights.js';
import { say } from './tools.js';

/** What one topology showed. */
export interface Run {
  readonly findings: readonly string[];
  /** Types that the emulator does not have. */
  readonly refused: ReadonlySet<string>;
  /** Facts that did not show, with the reason. */
  readonly open: ReadonlyMap<string, string>;
  readonly line: string;
}

/** As many stacks at once as the command line is allowed. */
export type Concurrency = 1 | 2 | 4;

/** What a life is asked for: its deployments have these concurrencies in turn. */
export interface Turns {
  readonly concurrencies: readonly [Concurrency, Concurrency, Concurrency];
  readonly brief: boolean;
}

/** Takes a topology from empty accounts, but for what its organisation has, to the end in an emulator of its own. */
export async function life(python: string, name: string, file: string, { concurrencies, brief }: Turns): Promise<Run> {
  const directory = mkdtempSync(join(tmpdir(), 'blueprint-deploy-'));
  const { topology } = loadTopology(file);
  const ids = Object.values(topology.accounts.aws).map(({ id }) => id);
  const account = ids[0] ?? '';
  const management = managementAccount(topology)?.id;
  let emulator: Emulator | undefined;
  try {
    emulator = await startMiniStack(python, directory, { account, ...(management !== undefined && { organization: { management, members: ids } }) });
    const stages = new Stages(file, directory, approvedDigests, makeExisting(emulator, python, topology));
    return await new Life({ emulator, python, account, name, brief }, stages).from(concurrencies);
  } finally {
    emulator?.stop();
    rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

interface Bench {
  readonly emulator: Emulator;
  readonly python: string;
  /** The account that deploys. */
  readonly account: string;
  /** Of the topology. */
  readonly name: string;
  /** Whether little leaves at the end. */
  readonly brief: boolean;
}

class Life {
  private readonly begun = Date.now();
  private readonly findings: string[] = [];
  private readonly refused: ReadonlySet<string>;
  private readonly everything: Assembly;

  constructor(
    private readonly bench: Bench,
    private readonly stages: Stages,
  ) {
    this.everything = stages.everything();
    const types = [...new Set(resourcesOf(this.everything.templates).map(kindOf))].sort();
    this.refused = new Set<string>(this.ask(bench.account, ['types', ...types]));
  }

  async from([first, second, third]: readonly [Concurrency, Concurrency, Concurrency]): Promise<Run> {
    const { everything, findings, stages } = this;
    for (const [one, regions] of placesOf(everything.stacks)) {
      await this.cdk(`bootstrap ${one}`, bootstrap(everything.path, this.bench.account, one, regions), one);
    }
    prepareBedrock(everything.templates, everything.stacks, this.askBedrock);

    const before = this.stage(stages.now('without weights'));
    const waiting = before.live.filter(({ name }) => /-aws-(capacity|fleet|bedrock-import|gateway)-/.test(name));
    if (waiting.length > 0) findings.push(`deploy: ${waiting.map(({ name }) => name).join(', ')} would bill before there are weights and images`);
    findings.push(...outOfOrder(await this.deploy(before, first), before.live));
    if (findings.length > 0) return this.ended();

    findings.push(...(await storeAndRecord(this.bench.emulator, stages.file)));
    recordGateways(stages.file);
    const full = this.stage(stages.now('with weights'));
    if (findings.length === 0) findings.push(...outOfOrder(await this.deploy(full, second), full.live));
    if (findings.length > 0) return this.ended();

    const seen = this.look(full);
    findings.push(...absent(full.templates, namesOf(seen)), ...(await this.unchanged(full, seen, second)));

    const changed = this.stage(stages.changed());
    await this.deploy(changed, third);
    const after = this.look(changed);
    findings.push(...absent(changed.templates, namesOf(after)), ...lost(full, changed, seen, after));
    const last = this.bench.name === losing && findings.length === 0 ? await this.lessened(changed, after) : changed;
    findings.push(...(await this.destroyed(last, second)));
    const shown = notShown(full.templates, seen);
    const open = openOf([shown, afterChange(shown, notShown(changed.templates, after))]);
    const resources = resourcesOf(everything.templates).length;
    return this.ended(`${seen.length} of ${resources} resources of ${full.live.length} stacks at concurrency ${first}, ${second}, ${third}`, open);
  }

  private ended(line = 'stopped at the first failure', open: ReadonlyMap<string, string> = new Map()): Run {
    return {
      findings: [...this.findings, ...crashes(this.bench.emulator)].map((finding) => `${this.bench.name}: ${finding}`),
      refused: this.refused,
      open,
      line: `${this.bench.name} ${line}, ${Math.round((Date.now() - this.begun) / 1_000)} s`,
    };
  }

  private stage(assembly: Assembly): Stage {
    return provable(assembly, this.refused);
  }

  private deploy(stage: Stage, concurrency: Concurrency, what = stage.what): Promise<string> {
    return this.cdk(what, deployment(stage.path, concurrency));
  }

  private look(stage: Stage): Seen[] {
    return [...placesOf(stage.live).keys()].flatMap((account) => this.ask(account, ['read', ...this.stacksIn(stage, account)]));
  }

  private stacksIn(stage: Stage, account: string): string[] {
    return stage.live.filter((stack) => stack.account === account).map(({ name, region }) => `${name}=${region}`);
  }

  private async unchanged(stage: Stage, seen: readonly Seen[], concurrency: Concurrency): Promise<string[]> {
    const unchanged = (await this.deploy(stage, concurrency, 'again')).split('(no changes)').length - 1;
    const identity = (all: readonly Seen[]) => all.map(({ stack, id, physical, status }) => `${stack} ${id} ${physical} ${status}`).join('\n');
    return [
      ...(unchanged === stage.live.length ? [] : [`deploy: a repeated deployment left ${unchanged} of ${stage.live.length} stacks unchanged`]),
      ...(identity(seen) === identity(this.look(stage)) ? [] : ['deploy: a repeated deployment changed resources']),
    ];
  }

  /** What runs after something left. */
  private async lessened(running: Stage, seen: readonly Seen[]): Promise<Stage> {
    const { stage, findings } = await removed(
      {
        cdk: (what, args) => this.cdk(what, args),
        stage: (assembly) => this.stage(assembly),
        look: (of) => this.look(of),
        there: (of, resources) => this.there(of, resources),
        release: (of, stacks) => this.release(of, stacks),
      },
      this.stages,
      running,
      seen,
      this.bench.brief,
    );
    this.findings.push(...findings);
    return stage;
  }

  private there(stage: Stage, resources: readonly Seen[]): string[] {
    return [...placesOf(stage.live).keys()].flatMap((account) => {
      const own = stage.live.filter((stack) => stack.account === account);
      const asked = resources.flatMap(({ stack, id, type, physical }) =>
        own.flatMap(({ name, region }) => (name === stack ? [{ region, type, physical, of: `${stack} ${id}` }] : [])),
      );
      return asked.length === 0 ? [] : this.ask(account, ['there', JSON.stringify(asked)]);
    });
  }

  private release(stage: Stage, stacks: readonly string[] = stage.live.map(({ name }) => name)): void {
    for (const account of placesOf(stage.live).keys()) {
      this.ask(account, ['release', ...this.stacksIn(stage, account).filter((stack) => stacks.includes(stack.split('=')[0] ?? ''))]);
    }
  }

  /** What is left once every stack is gone: what the templates retain, no more and no less. */
  private async destroyed(stage: Stage, concurrency: Concurrency): Promise<string[]> {
    this.release(stage);
    const earlier = this.findings.length;
    const output = await this.cdk('the end', destruction(stage.path, concurrency));
    if (this.findings.length > earlier) return [];
    const kept = new Set([...output.matchAll(/^(\S+) .*DELETE_SKIPPED .*?(\w+)\)? *$/gm)].map(([, stack, id]) => `${stack} ${id}`));
    const declared = Object.entries(stage.templates).flatMap(([stack, { Resources }]) =>
      Object.entries<Json>(Resources).flatMap(([id, { DeletionPolicy }]) => (/^Retain/.test(DeletionPolicy ?? '') ? [`${stack} ${id}`] : [])),
    );
    return [
      ...declared.filter((one) => !kept.has(one)).map((one) => `deploy: ${one} is declared as retained and is gone`),
      ...[...kept].filter((one) => !declared.includes(one)).map((one) => `deploy: ${one} is left behind and not declared as retained`),
      ...leftInBedrock(stage.templates, stage.live, this.askBedrock),
    ];
  }

  private readonly askBedrock: AskBedrock = (mode, account, region) => this.ask(account, [mode, region]);

  private ask(account: string, args: readonly string[]): Json {
    return readBack(this.bench.emulator, this.bench.python, account, args);
  }

  /** What the command line printed; a failure is a finding. */
  private async cdk(what: string, args: readonly string[], account = this.bench.account): Promise<string> {
    const { ok, output } = await cdk(this.bench.emulator, account, args);
    say(`deploy: ${this.bench.name}: ${what}: ${ok ? 'done' : 'failed'}`);
    if (!ok) this.findings.push(`deploy: ${what} failed:\n${output.slice(-3_000)}`);
    return output;
  }
}

/** An emulator that failed inside may still have answered that all is well. */
function crashes(emulator: Emulator): string[] {
  const log = emulator.log();
  const at = log.indexOf('Traceback');
  return at < 0 ? [] : [`deploy: the emulator failed inside: ${log.slice(at, at + 1_500)}`];
}
