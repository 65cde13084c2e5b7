import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Report, verdictOf } from './cases-verdict.js';
import { say, type Verdict } from './tools.js';

/**
 * Learns the reviewed tables (catalogue/arguments, grants, resources, scripts) from hundreds of topologies again, and compares them with those that rules judge by. They
 * are cases of Vitest, because they compare files: `npm run accept` writes those.
 */
export const tables = (): Verdict => casesOf('tables', ['--config', 'tests/oracles/tables/vitest.config.ts']);

/** Cases that run what users, nodes and gateways run: commands, scripts, services. */
export const programs = (): Verdict => casesOf('programs', ['--project', 'programs']);

/** Cases that look at many whole outputs, or at one that is larger than any of the repository. */
export const wide = (): Verdict => casesOf('wide', ['--project', 'wide']);

function casesOf(oracle: 'tables' | 'programs' | 'wide', which: readonly string[]): Verdict {
  const directory = mkdtempSync(join(tmpdir(), `blueprint-${oracle}-`));
  try {
    const report = join(directory, 'report.json');
    const parameters = [...which, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    // In CI a table that is missing fails; elsewhere it would be written.
    const { stdout, stderr } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...parameters], {
      encoding: 'utf8',
      env: { ...process.env, CI: 'true' },
      maxBuffer: 2 ** 28,
    });
    const verdict = verdictOf(oracle, JSON.parse(readFileSync(report, 'utf8')) as Report);
    // What differs is in what Vitest prints; its report has only titles.
    if (verdict.findings.length > 0) say(stdout + stderr);
    return verdict;
  } finally {
    rmSync(directory, { recursive: true });
  }
}
