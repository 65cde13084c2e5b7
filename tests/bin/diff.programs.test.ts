import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wholeText } from '../support/topologies.js';
import { run, runProcess, withPrograms } from './run.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const reference = wholeText(join(root, 'topology.yaml'));
/** Where any topology will do: the one that takes the least time. */
const small = wholeText(join(root, 'examples/hosted-only.yaml'));
let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'blueprint-test-'));
  write('reference.yaml', reference);
  write('base.yaml', small);
  // One node more, and budgets that pay for it: else the plan is an error.
  const budgets = [
    ['340000', '370000'],
    ['190000', '210000'],
    ['520000', '565000'],
  ] as const;
  const nodes = reference.replace('      count: 12', '      count: 13').replace('eu-north-1b, count: 6', 'eu-north-1b, count: 7');
  write(
    'more.yaml',
    budgets.reduce((text, [from, to]) => text.replace(`usdPerMonth: ${from}`, `usdPerMonth: ${to}`), nodes),
  );
  write('refused.yaml', reference.replace('sku: GlobalStandard', 'sku: DataZoneStandard'));
});
afterAll(() => rmSync(directory, { recursive: true }));

function write(name: string, text: string, at = directory): void {
  mkdirSync(at, { recursive: true });
  writeFileSync(join(at, name), text);
}

const diff = (args: readonly string[], cwd = directory, env: Record<string, string> = withPrograms) => run('blueprint', ['diff', ...args], cwd, env);

describe('blueprint diff of two topologies', () => {
  it('prints what changes, exits with 0, and with 11 on request when somebody has to approve', () => {
    const { code, stdout, stderr } = diff(['--base', 'reference.yaml', '--head', 'more.yaml', '--output', 'out', '--detailed-exitcode']);
    expect(stderr).toBe('');
    expect(code).toBe(11);
    expect(stdout).toContain('`eu-fleet`: 12 × p5.48xlarge → 13 × p5.48xlarge');
    expect(readdirSync(join(directory, 'out')).sort()).toEqual(['comment.md', 'diff.json', 'diff.md', 'diff.sarif']);
    expect(readFileSync(join(directory, 'out/comment.md'), 'utf8')).toBe(stdout);
    expect(JSON.parse(readFileSync(join(directory, 'out/diff.json'), 'utf8')).verdict.exitCode).toBe(11);
    expect(diff(['--base', 'reference.yaml', '--head', 'more.yaml']).code).toBe(0);
  });

  it('of equal ones is empty', () => {
    const { code, stdout } = diff(['--base', 'base.yaml', '--head', 'base.yaml', '--detailed-exitcode']);
    expect([code, stdout]).toEqual([0, '## Blueprint diff: `base.yaml` → `base.yaml`\n\n**No changes · policy passed**\n']);
  });

  it('shows a refused head whole and exits with 1', () => {
    const { code, stdout } = diff(['--base', 'reference.yaml', '--head', 'refused.yaml', '--format', 'json']);
    expect(code).toBe(1);
    const report = JSON.parse(stdout);
    expect(report.verdict.policy).toBe('refused');
    expect(report.changes).toEqual(expect.arrayContaining([expect.objectContaining({ type: 'azurerm_cognitive_deployment', action: 'replace' })]));
  });

  it('leaves nothing behind', () => {
    const scratch = join(directory, 'scratch');
    mkdirSync(scratch);
    runProcess('blueprint', ['diff', '--base', 'base.yaml', '--head', 'base.yaml'], directory, { TMPDIR: scratch });
    expect(readdirSync(scratch)).toEqual([]);
    expect(readdirSync(directory).filter((name) => name.includes('cdk'))).toEqual([]);
  });
});

describe('blueprint diff refuses, with exit code 2 and what is allowed,', () => {
  it.each([
    ['a missing base', [], '--base is missing'],
    ['a base that is nothing', ['--base', 'nowhere'], 'neither a file or directory nor a commit'],
    ['a directory without outputs', ['--base', '.'], 'holds no output'],
    ['JSON that is no output', ['--base', 'plain.json'], 'none that can be compared'],
    ['a plan that is none', ['--base', 'base.yaml', '--plan', 'plain.json'], 'is no plan'],
    ['a broken topology, whose secret it does not repeat', ['--base', 'base.yaml', '--head', 'broken.yaml'], 'broken.yaml'],
  ])('%s', (_, args, message) => {
    write('plain.json', '{"a": 1}');
    write('broken.yaml', `schemaVersion: 4\nname: ghp_${'a1B2'.repeat(10)}\n`);
    const { code, stdout, stderr } = diff(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('ghp_');
  });
});

describe('blueprint diff of outputs', () => {
  it('reads what lies there, and judges it only by the topology it was made from', () => {
    const made = join(directory, 'made');
    write('topology.yaml', small, made);
    expect(run('blueprint', ['synth'], made).code).toBe(0);
    cpSync(join(made, 'cdktf.out'), join(directory, 'others', 'cdktf.out'), { recursive: true });
    cpSync(join(made, 'cdk.out'), join(directory, 'others', 'cdk.out'), { recursive: true });
    expect(diff(['--base', made, '--head', made]).stdout).toContain('No changes · policy passed');
    expect(diff(['--base', join(directory, 'others'), '--head', join(directory, 'others')]).stdout).toContain('not judged');
    const [template = ''] = readdirSync(join(made, 'cdk.out')).filter((name) => name.endsWith('aws-finance.template.json'));
    write('changed.json', readFileSync(join(made, 'cdk.out', template), 'utf8').replaceAll('"MONTHLY"', '"QUARTERLY"'));
    expect(diff(['--base', join(made, 'cdk.out', template), '--head', 'changed.json']).stdout).toContain('`MONTHLY` → `QUARTERLY`');
  });
});

describe('blueprint diff of a Git reference', () => {
  const git = (at: string, ...args: string[]) => {
    const { status, stderr } = spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'init.defaultBranch=main', ...args], {
      cwd: at,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
  };

  it('takes the topology from there, and tells everything as new where there was none', () => {
    const repository = join(directory, 'repository');
    write('README.md', 'text', repository);
    git(repository, 'init', '-q');
    git(repository, 'add', '.');
    git(repository, 'commit', '-qm', 'one');
    write('topology.yaml', small, repository);
    git(repository, 'add', '.');
    git(repository, 'commit', '-qm', 'two');
    write('topology.yaml', small.replace('costCentre: cc-4713', 'costCentre: cc-4799'), repository);
    expect(diff(['--base', 'HEAD'], repository).stdout).toContain('tag `cost-center` `cc-4713` → `cc-4799`');
    const { code, stdout } = diff(['--base', 'HEAD~1', '--head', 'main'], repository);
    expect(code).toBe(0);
    expect(stdout).toContain('base: topology.yaml does not exist there');
    expect(stdout).toMatch(/aws: \d+ created/);
    expect(existsSync(join(repository, '.git/worktrees'))).toBe(false);
  });

  /** A repository whose own tool does something else than synthesize. */
  function foreignTool(name: string, script: string): string {
    const repository = join(directory, name);
    write('run.mjs', script, join(repository, 'bin'));
    write('aws.ts', '', join(repository, 'synthesis'));
    write('package.json', '{}', repository);
    write('.keep', '', join(repository, 'node_modules'));
    write('topology.yaml', small, repository);
    git(repository, 'init', '-q');
    git(repository, 'add', '-f', '.');
    git(repository, 'commit', '-qm', 'one');
    return repository;
  }

  it('says so where there is no git', () => {
    const { code, stderr } = diff(['--base', 'HEAD', '--head', 'base.yaml'], directory, { PATH: '' });
    expect([code, stderr]).toEqual([2, expect.stringMatching(/git cannot be started .*ENOENT/)]);
  });

  it('whose own version cannot synthesize, says so without its secrets', () => {
    const repository = foreignTool('broken', `console.error('cannot: password=hunter2hunter2'); process.exit(3);`);
    const { code, stdout, stderr } = diff(['--base', 'HEAD', '--head', '../base.yaml'], repository);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/--base: HEAD: it cannot be synthesized by its own version.*cannot: password=‹masked›/s);
  });

  it('ends its children and removes what it made when it is interrupted', async () => {
    const repository = foreignTool('slow', 'setTimeout(() => {}, 60_000);');
    const scratch = join(repository, 'scratch');
    mkdirSync(scratch);
    const child = spawn(process.execPath, [join(root, 'bin/run.mjs'), 'blueprint', 'diff', '--base', 'HEAD', '--head', 'HEAD'], {
      cwd: repository,
      env: { ...process.env, TMPDIR: scratch },
      stdio: 'ignore',
    });
    const started = () => readdirSync(scratch).some((name) => existsSync(join(scratch, name, 'head')));
    while (!started()) await new Promise((resolve) => setTimeout(resolve, 50));
    child.kill('SIGINT');
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(130);
    expect(readdirSync(scratch)).toEqual([]);
  });
});
