import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesizeAws } from '../../synthesis/aws.js';
import { featureFlags } from '../../synthesis/project.js';
import { loadTopology } from '../../topology/load.js';
import { topologies } from '../topologies.js';
import { oracleEnvironment, say, stacksOf, type Verdict } from './tools.js';

/** W3005: CDK's function construct names its role in DependsOn although it refers to it already; redundant, harmless. */
const ignored = ['W3005'];

/** cfn-lint judges every template under the rules of the region it deploys to; any finding fails. */
export function cfnLint(): Verdict {
  const environment = oracleEnvironment();
  if ('missing' in environment) return { findings: [], judged: '', skipped: environment.missing };
  let templates = 0;
  const findings = topologies.flatMap(([name, file]) => {
    const directory = mkdtempSync(join(tmpdir(), 'blueprint-verify-'));
    try {
      synthesizeAws(loadTopology(file), { outdir: directory, flags: featureFlags() });
      const stacks = stacksOf(directory);
      templates += stacks.length;
      say(`cfn-lint: ${name}: ${stacks.length} templates`);
      const regions = [...new Set(stacks.map(({ region }) => region))];
      return regions.flatMap((region) =>
        lint(
          join(environment.path, 'bin', 'cfn-lint'),
          region,
          stacks.filter((stack) => stack.region === region).map(({ template }) => join(directory, template)),
        ),
      );
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
  return { findings, judged: `${templates} templates of ${topologies.length} topologies` };
}

function lint(command: string, region: string, templates: readonly string[]): string[] {
  const { status, stdout, stderr, error } = spawnSync(
    command,
    ['--regions', region, '--format', 'parseable', '--non-zero-exit-code', 'informational', '--ignore-checks', ...ignored, '--', ...templates],
    { encoding: 'utf8' },
  );
  if (status === 0) return [];
  const lines = `${stdout}${stderr}`.split('\n').filter((line) => line !== '');
  return lines.length > 0 ? lines : [`cfn-lint: ${error?.message ?? `exit code ${status}`}`];
}
