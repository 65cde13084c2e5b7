import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesizeAws } from '../../synthesis/aws.js';
import { featureFlags } from '../../synthesis/project.js';
import { loadTopology } from '../../topology/load.js';
import { topologies } from '../topologies.js';

/** W3005: CDK's function construct names its role in DependsOn although it refers to it already; redundant, harmless. */
const ignored = ['W3005'];

/**
 * `npm run verify`: tools that nobody here wrote judge what is synthesized. So far cfn-lint, in a Python environment of
 * its own below node_modules.
 */
function main(): number {
  const requirements = readFileSync(new URL('requirements.txt', import.meta.url), 'utf8');
  const environment = join(
    'node_modules',
    '.cache',
    'hybrid-llama-blueprint',
    `oracles-${createHash('sha256').update(requirements).digest('hex').slice(0, 12)}`,
  );
  if (!prepare(environment)) return 1;
  const failed = topologies.filter(([name, file]) => !lint(environment, name, file));
  process.stdout.write(`verify: cfn-lint judged ${topologies.length} topologies, ${failed.length} with findings\n`);
  return failed.length === 0 ? 0 : 1;
}

function prepare(environment: string): boolean {
  if (existsSync(join(environment, 'bin', 'cfn-lint'))) return true;
  return (
    run('python3', ['-m', 'venv', environment]) &&
    run(join(environment, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', '-r', 'tests/oracles/requirements.txt'])
  );
}

/** Templates of one topology under cfn-lint's rules for the region each deploys to; any finding fails. */
function lint(environment: string, name: string, file: string): boolean {
  const directory = mkdtempSync(join(tmpdir(), 'blueprint-verify-'));
  try {
    synthesizeAws(loadTopology(file), { outdir: directory, flags: featureFlags() });
    const artifacts = Object.values<any>(JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8')).artifacts);
    const region = new Map(
      artifacts.flatMap(({ environment: place, properties }) =>
        properties?.templateFile === undefined ? [] : [[properties.templateFile, place.split('/').at(-1)]],
      ),
    );
    const regions = groupBy(
      readdirSync(directory).filter((entry) => entry.endsWith('.template.json')),
      (template) => region.get(template),
    );
    const results = Object.entries(regions).map(([place, templates]) =>
      run(join(environment, 'bin', 'cfn-lint'), [
        '--regions',
        place,
        '--non-zero-exit-code',
        'informational',
        '--ignore-checks',
        ...ignored,
        '--',
        ...templates.map((template) => join(directory, template)),
      ]),
    );
    process.stdout.write(`verify: ${name}: cfn-lint judged ${region.size} templates\n`);
    return results.every(Boolean);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function groupBy(items: readonly string[], key: (item: string) => string): Record<string, string[]> {
  const groups: Record<string, string[]> = {};
  for (const item of items) (groups[key(item)] ??= []).push(item);
  return groups;
}

function run(command: string, args: readonly string[]): boolean {
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (error !== undefined) process.stderr.write(`verify: ${command} cannot be run: ${error.message}\n`);
  return status === 0;
}

process.exitCode = main();
