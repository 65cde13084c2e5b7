import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pythonEnvironment } from '../../support/python-environment.js';
import type { Asked } from '../asked.js';
import { say, type Verdict } from '../tools.js';
import { gatewayRun } from './command.js';
import { files, firstAnswers, scenariosOf } from './plan.js';
import type { Scenario } from './scenario.js';
import { backgroundPressure } from './scenarios/background.js';
import { longStreams } from './scenarios/long.js';
import { sharedFleet } from './scenarios/shared.js';
import { tokens } from './scenarios/tokens.js';
import { versions } from './scenarios/versions.js';
import { smallTopology } from './shared-fleet.js';
import type { Subject } from './subject.js';
import { signer, tokenZone } from './token-zone.js';
import { sharedZones, started, type Tools, tools, writtenZones, type ZoneToRun } from './zones.js';

/** How one scenario came out, over all zones. */
interface Row {
  zones: number;
  seconds: number;
  findings: number;
}

/** Zones that run at the same time: most of what they do is waiting. */
const atOnce = 3;

/**
 * The emitted gateway of each zone, run by the real Envoy and our own processes before mocks of everything that it calls: docs/gateway/verification.md. Prints a
 * line for each scenario. A brief run takes the zones of the reference topology, and of the others whether each workload is answered.
 */
export async function gateway({ brief }: Asked): Promise<Verdict> {
  const envoy = pythonEnvironment('envoy', 'gateway/local/requirements.txt');
  const clients = pythonEnvironment('gateway-clients', 'tests/oracles/gateway/requirements.txt');
  const missing = [envoy, clients].flatMap((one) => ('missing' in one ? [one.missing] : []));
  if ('missing' in envoy || 'missing' in clients) return { findings: [], judged: '', skipped: missing.join('; ') };
  const all = tools(envoyBinary(envoy.path));
  try {
    return await judged(all, clients.path, brief);
  } finally {
    all.remove();
  }
}

/** The binary itself, not the script that starts it: its process is the one that is stopped and measured. */
export function envoyBinary(environment: string): string {
  const [python = ''] = readdirSync(join(environment, 'lib'));
  return join(environment, 'lib', python, 'site-packages', 'envoy', '_bin', 'envoy');
}

async function judged(all: Tools, python: string, brief: boolean): Promise<Verdict> {
  const rows = new Map<string, Row>();
  const findings: string[] = [];
  const tell = (zone: string, scenario: string, seconds: number, found: readonly string[] | 'none here') => {
    const row = rows.get(scenario) ?? { zones: 0, seconds: 0, findings: 0 };
    rows.set(scenario, row);
    if (found === 'none here') return;
    row.zones += 1;
    row.seconds += seconds;
    row.findings += found.length;
    findings.push(...found.map((finding) => `gateway: ${zone}: ${scenario}: ${finding}`));
  };
  const shared = brief ? [] : files.flatMap((file) => sharedZones(file, all.directory));
  const scenarios = scenariosOf(python);
  const zones = files.flatMap((file) => {
    const whole = !brief || file === 'topology.yaml';
    return writtenZones(file, all.directory).map((zone) => ({ zone, scenarios: whole ? scenarios : firstAnswers }));
  });
  const work = [
    () => quiet(all, tell),
    () => together(all, writtenZones(smallTopology(all.directory), all.directory), 'small', pressureName, backgroundPressure, tell),
    () => together(all, writtenZones('topology.yaml', all.directory), 'topology', sharedName, sharedFleet, tell),
    () => withTokens(all, tell),
    ...zones.map(
      ({ zone, scenarios }) =>
        () =>
          judgeZone(zone, scenarios, all, tell),
    ),
    ...shared.map((zone) => () => judgeZone(zone, [versions], all, tell)),
    // With a translator and without.
    ...['eu', 'us'].map((zone) => () => command(zone, all, tell)),
  ];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let next = work.shift(); next !== undefined; next = work.shift()) await next();
    }),
  );
  for (const line of table(rows)) say(`gateway: ${line}`);
  // What no zone of the reference has, others do.
  const never = brief ? [] : [...rows].filter(([, { zones: count }]) => count === 0).map(([name]) => `gateway: no zone has anything to judge by "${name}"`);
  const failed = [...rows.values()].filter(({ findings: count }) => count > 0).length;
  return {
    findings: [...findings, ...never],
    judged: `${brief ? 'brief, of topologies beside topology.yaml answers and documents alone: ' : ''}${zones.length + shared.length + 6} zones, ${rows.size} scenarios, ${failed} failed`,
  };
}

type Tell = (zone: string, scenario: string, seconds: number, found: readonly string[] | 'none here') => void;

async function judgeZone(zone: ZoneToRun, scenarios: readonly Scenario[], all: Tools, tell: Tell): Promise<void> {
  const subject = await started(zone, all).catch((error: unknown) => {
    // The other zones are judged all the same.
    tell(zone.name, 'start', 0, broke(error));
  });
  if (subject === undefined) return;
  try {
    for (const { name, judge } of scenarios) {
      const start = performance.now();
      const found = await judge(subject).catch(broke);
      tell(zone.name, name, (performance.now() - start) / 1_000, found);
    }
  } finally {
    subject.close();
    await subject.local.stop();
  }
}

const broke = (error: unknown): string[] => [`broke: ${error instanceof Error ? error.stack : error}`];

/** A zone in which nothing else happens. */
async function quiet(all: Tools, tell: Tell): Promise<void> {
  const [zone] = writtenZones('topology.yaml', all.directory).filter(({ name }) => name.endsWith(' eu'));
  if (zone === undefined) throw new Error('topology.yaml has no zone eu');
  await judgeZone(zone, [{ name: 'streams of over a minute', judge: longStreams }], all, tell);
}

/** The gateway that takes tokens, with an issuer whose private key is there. */
async function withTokens(all: Tools, tell: Tell): Promise<void> {
  const issuer = signer(all.directory);
  const zone = writtenZones(issuer.topology, all.directory).find(({ name }) => name === `tokens ${tokenZone.zone}`);
  if (zone === undefined) throw new Error(`the topology of tokens has no zone ${tokenZone.zone}`);
  await judgeZone(zone, [{ name: 'tokens of the identity provider', judge: (subject) => tokens(subject, issuer) }], all, tell);
}

const pressureName = 'background at 200 %, 2 to 10 to 2 tasks; residents shed, and first';
const sharedName = 'one fleet through two gateways';

type JudgeBoth = (eu: Subject, any: Subject) => Promise<string[]>;

/** Two zones before one fleet. */
async function together(all: Tools, zones: readonly ZoneToRun[], topology: string, scenario: string, judge: JudgeBoth, tell: Tell): Promise<void> {
  const [eu, any] = ['eu', 'any'].map((name) => zones.find((zone) => zone.name === `${topology} ${name}`));
  if (eu === undefined || any === undefined) throw new Error(`the topology ${topology} has other zones`);
  const start = performance.now();
  const residents = await started(eu, all);
  const others = await started(any, all, residents);
  try {
    const found = await judge(residents, others).catch(broke);
    tell(topology, scenario, (performance.now() - start) / 1_000, found);
  } finally {
    for (const subject of [others, residents]) {
      subject.close();
      await subject.local.stop();
    }
  }
}

/** The command by which people run it themselves. */
async function command(zone: string, { envoy }: Tools, tell: Tell): Promise<void> {
  const start = performance.now();
  const found = await gatewayRun(zone, envoy);
  tell('reference', 'blueprint gateway run: its curl, and Ctrl-C', (performance.now() - start) / 1_000, found);
}

function table(rows: ReadonlyMap<string, Row>): string[] {
  const width = Math.max(...[...rows.keys()].map((name) => name.length));
  return [...rows].map(
    ([name, { zones, seconds, findings }]) =>
      `${name.padEnd(width)}  ${String(zones).padStart(2)} zones  ${seconds.toFixed(1).padStart(5)} s  ${findings} failed`,
  );
}
