import { readFileSync } from 'node:fs';
import { topologies } from '../support/topologies.js';
import type { Asked } from './asked.js';
import { factCount, openOf } from './expectations.js';
import { type Concurrency, life, type Run } from './life.js';
import { inMoto, type SecondRun } from './second-emulator.js';
import { oracleEnvironment, say, type Verdict } from './tools.js';

const reviewed = 'tests/oracles/not-proven.txt';
const reviewedInMoto = 'tests/oracles/not-proven-in-moto.txt';

/** Each topology is deployed at all three, in an order of its own. */
const concurrencies: readonly (readonly [Concurrency, Concurrency, Concurrency])[] = [
  [4, 2, 1],
  [2, 1, 4],
  [1, 4, 2],
];

/** What a brief run deploys: the widest topology, which only a workload leaves then, and one without nodes. */
const briefly: readonly string[] = ['reference', 'hosted-only'];

/**
 * The CDK's own command line takes every topology through its life in MiniStack, from accounts with nothing but what their organisation has:
 * everything that does not wait for weights, weights stored and recorded, everything, nothing, a change, in one topology what leaves, and the end. What is
 * there is read back through the AWS API. Beside it everything at once goes into moto. Whether what is not proven is what was reviewed shows over all topologies only, so a brief run does not ask.
 */
export async function deploy({ brief }: Asked): Promise<Verdict> {
  const python = oracleEnvironment();
  if ('missing' in python) return { findings: [], judged: '', skipped: python.missing };
  const runs: Run[] = [];
  const second: SecondRun[] = [];
  for (const [index, [name, file]] of topologies.filter(([name]) => !brief || briefly.includes(name)).entries()) {
    const turns = concurrencies[index % concurrencies.length] ?? [4, 2, 1];
    const [run, other] = await Promise.all([life(python.path, name, file, { concurrencies: turns, brief }), inMoto(python.path, name, file)]);
    runs.push(run);
    second.push(other);
  }
  const findings = [...runs, ...second].flatMap((run) => run.findings);
  const left = new Map(second.flatMap((run) => [...run.left].map((entry) => [entry, 'left out there'] as const)));
  return {
    findings: brief || findings.length > 0 ? findings : [...compare(reviewed, unproven(runs)), ...compare(reviewedInMoto, left)],
    judged:
      `${brief ? `brief, ${briefly.join(' and ')} alone; ` : ''}MiniStack: ${runs.map(({ line }) => line).join('; ')}; ${factCount} facts looked for, ${entriesOf(reviewed).size} not proven (${reviewed}); ` +
      `moto, all at once at concurrency 4: ${second.reduce((sum, { deployed }) => sum + deployed, 0)} resources, ` +
      `${entriesOf(reviewedInMoto).size} kinds left out (${reviewedInMoto})`,
  };
}

/** A fact needs a subject in one topology; where it has one, it must hold. */
function unproven(runs: readonly Run[]): Map<string, string> {
  const refused = runs.flatMap((run) => [...run.refused].map((type) => [type, 'the emulator has no such type'] as const));
  return new Map([...refused, ...openOf(runs.map((run) => run.open))]);
}

/** What is not proven must be exactly what was reviewed: less is a stale entry, more a regression. */
function compare(file: string, open: ReadonlyMap<string, string>): string[] {
  const known = entriesOf(file);
  for (const entry of [...open.keys()].filter((key) => known.has(key)).sort()) say(`deploy: not proven: ${entry}`);
  return [
    ...[...open].filter(([entry]) => !known.has(entry)).map(([entry, why]) => `deploy: not proven: ${entry} (${why}); not in ${file}`),
    ...[...known].filter((entry) => !open.has(entry)).map((entry) => `deploy: ${entry} is proven now; remove it from ${file}`),
  ];
}

function entriesOf(file: string): Set<string> {
  return new Set(
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#')),
  );
}
