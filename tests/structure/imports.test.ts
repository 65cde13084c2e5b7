import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { toolPaths } from '../../synthesis/project.js';

/** Imports as a careless change could add them. */
const backward: readonly (readonly [folder: string, module: string])[] = [
  ['clouds', '../facts/regions.js'],
  ['catalogue', '../topology/views.js'],
  ['catalogue/aws', '../../policy/rule.js'],
  ['facts', '../catalogue/rows.js'],
  ['facts', '../topology/views.js'],
  ['constructs/azure', '../../clouds/azure.js'],
  ['topology', '../policy/rule.js'],
  ['topology', '../derived/names.js'],
  ['topology', '../hosts/traits.js'],
  ['derived', '../stacks/context.js'],
  ['derived', '../planner/quotas.js'],
  ['derived', '../hosts/stacks-aws.js'],
  ['planner', '../hosts/judges.js'],
  ['constructs/aws', '../../hosts/schemas.js'],
  ['stacks/aws', '../../hosts/bedrock/stacks.js'],
  ['derived', '../hosts/recorded-outputs.js'],
  ['policy/residency', '../../hosts/words.js'],
  ['policy/residency', '../../hosts/bedrock/stacks/bedrock.js'],
  ['reports', '../hosts/stacks-terraform.js'],
  ['planner', '../stacks/context.js'],
  ['planner', '../policy/rule.js'],
  ['stacks/aws', '../../planner/quotas.js'],
  ['topology', '../planner/quotas.js'],
  ['constructs/aws', '../../stacks/context.js'],
  ['constructs/aws', '../../topology/views.js'],
  ['stacks/aws', '../../policy/rule.js'],
  ['facts', '../evidence/synthesized/stack.js'],
  ['topology', '../derived/regions.js'],
  ['topology', '../evidence/synthesized/stack.js'],
  ['derived', '../evidence/synthesized/stack.js'],
  ['derived', '../planner/quotas.js'],
  ['derived', '../policy/rule.js'],
  ['derived', '../stacks/context.js'],
  ['planner', '../evidence/synthesized/stack.js'],
  ['constructs/aws', '../../derived/regions.js'],
  ['constructs/aws', '../../evidence/synthesized/stack.js'],
  ['runtime/node', '../../evidence/synthesized/stack.js'],
  ['stacks/aws', '../../evidence/synthesized/stack.js'],
  ['evidence/iam', '../../policy/rule.js'],
  ['evidence/iam', '../../stacks/context.js'],
  ['evidence/iam', '../../constructs/origin.js'],
  ['evidence/scripts', '../../runtime/script.js'],
  ['evidence/synthesized', '../../diff/change.js'],
  ['policy/residency', '../../stacks/context.js'],
  ['policy/residency', '../../constructs/origin.js'],
  ['reports', '../synthesis/aws.js'],
  ['reports', '../stacks/context.js'],
  ['diff', '../reports/findings-json.js'],
  ['diff', '../synthesis/aws.js'],
  ['policy/residency', '../../diff/change.js'],
  ['stacks/aws', '../../diff/change.js'],
  ['synthesis', '../bin/docs.js'],
  ['runtime/node', '../../stacks/context.js'],
  ['gateway', '../stacks/serving.js'],
  ['gateway', '../constructs/origin.js'],
  ['gateway', '../runtime/gateway/policy/decide.js'],
  ['gateway', '../planner/quotas.js'],
  ['gateway', '../policy/rule.js'],
  ['gateway/envoy', '../../evidence/synthesized/stack.js'],
  ['gateway', 'aws-cdk-lib/core'],
  ['gateway', '../hosts/stacks-aws.js'],
  ['derived', '../gateway/files.js'],
  ['derived', '../hosts/gateways.js'],
  ['topology', '../gateway/files.js'],
  ['constructs/aws', '../../gateway/places.js'],
  ['stacks/aws', '../../gateway/files.js'],
  ['evidence/iam', '../../gateway/files.js'],
  ['policy/residency', '../../hosts/gateways.js'],
  ['policy/residency', '../../gateway/files.js'],
  ['diff', '../gateway/files.js'],
  ['reports', '../gateway/files.js'],
  ['runtime/gateway', '../../gateway/places.js'],
];
/** The same in a facet of a kind of host, where the name of the file decides. */
const facets: readonly (readonly [file: string, module: string])[] = [
  ['hosts/made-up/schema.ts', '../../facts/models.js'],
  ['hosts/made-up/schema.ts', '../../topology/views.js'],
  ['hosts/made-up/schema.ts', './traits.js'],
  ['hosts/made-up/schema/part.ts', '../../../facts/models.js'],
  ['hosts/made-up/traits.ts', 'constructs'],
  ['hosts/made-up/traits.ts', 'cdktf'],
  ['hosts/made-up/traits.ts', 'aws-cdk-lib/aws-ec2'],
  ['hosts/made-up/traits.ts', '../../derived/names.js'],
  ['hosts/made-up/presence.ts', '../../derived/names.js'],
  ['hosts/made-up/presence.ts', '../../evidence/synthesized/stack.js'],
  ['hosts/made-up/traits.ts', './stacks.js'],
  ['hosts/made-up/traits.ts', './stacks/fleet.js'],
  ['hosts/made-up/traits.ts', './judge.js'],
  ['hosts/made-up/offer.ts', 'aws-cdk-lib/core'],
  ['hosts/traits.ts', './made-up/stacks.js'],
  ['hosts/made-up/judge.ts', 'constructs'],
  ['hosts/made-up/judge.ts', '../../stacks/context.js'],
  ['hosts/made-up/judge.ts', './stacks.js'],
  ['hosts/judges.ts', './stacks-aws.js'],
  ['hosts/made-up/traits.ts', './recorded-outputs.js'],
  ['hosts/made-up/schema.ts', '../shared/host-outputs.js'],
  ['hosts/made-up/judge.ts', './recorded-outputs.js'],
  ['hosts/made-up/stacks.ts', './recorded-outputs.js'],
  ['hosts/made-up/recorded-outputs.ts', 'aws-cdk-lib/core'],
  ['hosts/made-up/recorded-outputs.ts', './stacks.js'],
  ['hosts/made-up/recorded-outputs.ts', '../../evidence/synthesized/stack.js'],
  ['hosts/made-up/words.ts', 'cdktf'],
  ['hosts/made-up/words.ts', '../../reports/align.js'],
  ['hosts/made-up/words.ts', '../../diff/topology-change.js'],
  ['hosts/made-up/stacks.ts', '../../policy/rule.js'],
  ['hosts/made-up/stacks/fleet.ts', '../../../planner/quotas.js'],
  ['hosts/made-up/stacks.ts', './words.js'],
  ['hosts/made-up/gateway.ts', 'aws-cdk-lib/core'],
  ['hosts/made-up/gateway.ts', './stacks.js'],
  ['hosts/made-up/gateway.ts', '../../constructs/aws/balancer/model-route.js'],
  ['hosts/made-up/gateway.ts', '../../runtime/gateway/policy/decide.js'],
  ['hosts/made-up/gateway.ts', '../../gateway/places.js'],
  ['hosts/made-up/gateway.ts', '../../evidence/synthesized/stack.js'],
  ['hosts/made-up/traits.ts', './gateway.js'],
  ['hosts/made-up/stacks.ts', './gateway.js'],
  ['hosts/made-up/judge.ts', './gateway.js'],
  ['hosts/made-up/words.ts', '../gateways.js'],
];
/** What each facet is there to import. */
const inOrder: readonly (readonly [file: string, module: string])[] = [
  ['hosts/fine/schema.ts', '../../topology/schema/primitives.js'],
  ['hosts/fine/traits.ts', '../../facts/models.js'],
  ['hosts/fine/stacks.ts', '../../stacks/aws/aws-stack.js'],
  ['hosts/fine/stacks/fleet.ts', '../../../constructs/aws/fleet/gpu-nodes.js'],
  ['hosts/fine/words.ts', '../../evidence/synthesized/canonical.js'],
  ['hosts/fine/judge.ts', './traits.js'],
  ['hosts/fine/recorded-outputs.ts', '../../derived/names.js'],
  ['hosts/fine/gateway.ts', '../../runtime/gateway/forms/policy.js'],
  ['hosts/fine/gateway.ts', '../../derived/names.js'],
  ['gateway/fine.ts', '../constructs/timeouts.js'],
  ['gateway/envoy/fine.ts', '../../runtime/gateway/forms/policy.js'],
  ['synthesis/fine.ts', '../gateway/files.js'],
  ['policy/fine/rule.ts', '../../evidence/gateway/zone-summary.js'],
];
const [forward, barrel, binding] = ['stacks/aws/planted.ts', 'constructs/google/planted-barrel.ts', 'constructs/google/planted-binding.ts'];
/** A kind of its own for each case: a file holds one import. */
const facetOf = (file: string, module: string) => (file.includes('made-up') ? file.replace('made-up', `planted-${module.replaceAll(/\W+/g, '-')}`) : file);
const placeOf = (folder: string, module: string) => `${folder}/planted-${module.replaceAll(/\W+/g, '-')}.ts`;

/** What the linter says of files that import one module each, by path: one call for all, in a folder of its own with the project's settings. */
function lintOf(modules: Readonly<Record<string, string>>): Record<string, string> {
  const directory = mkdtempSync(join(tmpdir(), 'blueprint-planted-'));
  try {
    for (const settings of ['biome.json', '.gitignore']) copyFileSync(settings, join(directory, settings));
    for (const [path, module] of Object.entries(modules)) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), `export * from '${module}';\n`);
    }
    const parameters = ['lint', '--only=style/noRestrictedImports', '--reporter=json', '--max-diagnostics=none'];
    const { stdout, stderr } = spawnSync(resolve('node_modules/.bin/biome'), parameters, { cwd: directory, encoding: 'utf8' });
    if (stdout === '') throw new Error(stderr);
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { location: { path: string } }[] };
    return Object.fromEntries(Object.keys(modules).map((path) => [path, JSON.stringify(diagnostics.filter(({ location }) => location.path === path))]));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

describe('the direction of imports', () => {
  let said: Record<string, string> = {};
  beforeAll(() => {
    const planted = backward.map(([folder, module]) => [placeOf(folder, module), module]);
    said = lintOf({
      ...Object.fromEntries(planted),
      ...Object.fromEntries([...facets, ...inOrder].map(([file, module]) => [facetOf(file, module), module])),
      [forward]: '../../topology/views.js',
      [barrel]: '@cdktf/provider-google',
      [binding]: '@cdktf/provider-google/lib/compute-network/index.js',
    });
  });

  it.each(backward)('a planted import from %s of %s is refused', (folder, module) => {
    expect(said[placeOf(folder, module)]).toContain('noRestrictedImports');
  });

  it.each(facets)('a planted import in %s of %s is refused', (file, module) => {
    expect(said[facetOf(file, module)]).toContain('noRestrictedImports');
  });

  it.each(inOrder)('%s may import %s', (file, module) => {
    expect(said[facetOf(file, module)]).toBe('[]');
  });

  it('a forward import is fine', () => {
    expect(said[forward]).toBe('[]');
  });

  it('a barrel of provider bindings is refused, a binding by its own path is not', () => {
    expect(said[barrel]).toContain('barrel');
    expect(said[binding]).toBe('[]');
  });
});

describe('files', () => {
  const sources = toolPaths.filter((path) => statSync(path).isDirectory()).flatMap(walk);

  it('stay small: none above 250 lines, the median at most 100', () => {
    const lengths = sources.map((path) => [readFileSync(path, 'utf8').split('\n').length, path] as const).sort(([a], [b]) => a - b);
    // A registry: two lines for each rule.
    expect(lengths.filter(([length, path]) => length > 250 && path !== 'policy/rules.ts')).toEqual([]);
    expect(lengths[Math.floor(lengths.length / 2)]?.[0]).toBeLessThanOrEqual(100);
  });

  it('read no environment outside bin/, but for what a template starts, which is told by its own', () => {
    expect(
      sources.filter(
        (path) => !/^bin\/|^runtime\/(.*\/handler|gateway\/configuration\/main)\.ts$/.test(path) && readFileSync(path, 'utf8').includes('process.env'),
      ),
    ).toEqual([]);
  });
});

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return walk(path);
    return path.endsWith('.ts') ? [path] : [];
  });
}
