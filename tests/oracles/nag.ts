import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks, NIST80053R5Checks } from 'cdk-nag';
import { awsApp } from '../../synthesis/apps/aws.js';
import { isValidationFailure } from '../../synthesis/aws.js';
import { featureFlags } from '../../synthesis/project.js';
import { loadTopology } from '../../topology/load.js';
import type { Json } from '../support/documents.js';
import { topologies } from '../support/topologies.js';
import type { Acknowledgement } from './nag-acknowledgement.js';
import { acknowledgements } from './nag-acknowledgements.js';
import { say, type Verdict } from './tools.js';

interface NagFinding {
  readonly rule: string;
  readonly path: string;
  readonly description: string;
}

const packs = ['AwsSolutions', 'NIST.800.53.R5'];

/**
 * cdk-nag judges every topology in a synthesis of its own: its findings would otherwise be stored in the assembly and
 * stop `cdk deploy`. Each finding is acknowledged with a reason, and each acknowledgement has a finding.
 */
export function nag(): Verdict {
  const found = topologies.flatMap(([name, file]) => {
    const findings = findingsOf(file);
    say(`cdk-nag: ${name}: ${findings.length} findings of ${packs.join(' and ')}`);
    return findings;
  });
  // A pack that finds nothing leaves no report, so that it judged shows over all topologies only.
  const silent = packs.filter((pack) => !found.some(({ rule }) => rule.startsWith(pack)));
  if (silent.length > 0) throw new Error(`cdk-nag did not judge with ${silent.join(', ')}`);
  const findings = judge(found, acknowledgements);
  return { findings, judged: `${topologies.length} topologies; ${found.length} findings under ${acknowledgements.length} acknowledgements` };
}

/** Findings that nothing explains, and explanations of nothing. */
export function judge(found: readonly NagFinding[], reviewed: readonly Acknowledgement[]): string[] {
  const unexplained = found.filter((finding) => !reviewed.some((acknowledgement) => explains(acknowledgement, finding)));
  const stale = reviewed.filter((acknowledgement) => !found.some((finding) => explains(acknowledgement, finding)));
  return [
    ...unexplained.map(({ rule, path, description }) => `cdk-nag: ${rule} at ${path}: ${description}`),
    ...stale.map(({ rule, path }) => `cdk-nag: stale acknowledgement of ${rule} at ${path}: nothing is found there`),
  ];
}

function explains(acknowledgement: Acknowledgement, finding: NagFinding): boolean {
  return matches(acknowledgement.rule, finding.rule) && matches(acknowledgement.path, finding.path);
}

function matches(pattern: string | RegExp, text: string): boolean {
  return typeof pattern === 'string' ? pattern === text : pattern.test(text);
}

function findingsOf(file: string): NagFinding[] {
  const { topology, outputs } = loadTopology(file);
  const outdir = mkdtempSync(join(tmpdir(), 'blueprint-nag-'));
  try {
    const app = awsApp({ topology, outputs }, { outdir, flags: featureFlags() });
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new NIST80053R5Checks(app));
    quietly(() => app.synth());
    const { pluginReports } = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8'));
    return pluginReports
      .filter(({ pluginName }: Json) => packs.includes(pluginName))
      .flatMap(({ violations }: Json) => violations)
      .flatMap(({ ruleName, description, violatingConstructs }: Json) =>
        violatingConstructs.map(({ constructPath }: Json) => ({ rule: ruleName, path: constructPath, description })),
      );
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** CDK prints every finding and then throws; both are in the report. */
function quietly(synthesize: () => void): void {
  const { error, log } = console;
  const { write } = process.stderr;
  console.error = console.log = () => {};
  process.stderr.write = () => true;
  try {
    synthesize();
  } catch (problem) {
    if (!isValidationFailure(problem)) throw problem;
  } finally {
    Object.assign(console, { error, log });
    process.stderr.write = write;
  }
}
