import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDirectory, oracleEnvironment, say, type Verdict } from './tools.js';

const workflowDirectory = '.github/workflows';
const actionlintModule = 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12';

/** The workflows read by zizmor, for what an attacker could do with them, and by actionlint, for what GitHub would not run. */
export function workflows(): Verdict {
  const environment = oracleEnvironment();
  if ('missing' in environment) return { findings: [], judged: '', skipped: environment.missing };
  const files = readdirSync(workflowDirectory).map((file) => join(workflowDirectory, file));
  const zizmor = join(environment.path, 'bin', 'zizmor');
  const findings = said(zizmor, ['--offline', '--quiet', '--no-progress', '--format=plain', '--persona=regular', '--', ...files]);
  const actionlint = builtActionlint();
  if (actionlint !== undefined) findings.push(...said(actionlint, ['-no-color', '-oneline', ...files]));
  return {
    findings,
    judged: `${files.length} workflows by zizmor${actionlint === undefined ? '' : ' and actionlint'}`,
    ...(actionlint === undefined && { skipped: 'actionlint: no Go toolchain to build it with' }),
  };
}

function builtActionlint(): string | undefined {
  const directory = cacheDirectory('actionlint');
  const command = join(directory, 'actionlint');
  if (existsSync(command)) return command;
  say(`workflows: building ${actionlintModule}, once`);
  const { status } = spawnSync('go', ['install', actionlintModule], { encoding: 'utf8', timeout: 300_000, env: { ...process.env, GOBIN: directory } });
  return status === 0 ? command : undefined;
}

/** What a tool complained about, as one finding: its messages span lines. */
function said(command: string, args: readonly string[]): string[] {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status === 0) return [];
  return [`workflows: ${`${stdout}${stderr}`.trim() || (error?.message ?? `${command}: exit code ${status}`)}`];
}
