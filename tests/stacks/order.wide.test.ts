import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stackKinds } from '../../hosts/shared/stack-kinds.js';
import { deploymentOrder } from '../../stacks/order.js';
import { synthesizeAws } from '../../synthesis/aws.js';
import { featureFlags } from '../../synthesis/project.js';
import { synthesizeTerraform } from '../../synthesis/terraform.js';
import type { Json } from '../support/documents.js';
import { topologies, topologyWith } from '../support/topologies.js';

interface Deployable {
  readonly name: string;
  readonly template: Json;
  /** Every stack that is deployed before it, by the manifest. */
  readonly waitsFor: ReadonlySet<string>;
}

/** Stacks of a topology with what their manifest makes them wait for. */
function deployables(file: string): Deployable[] {
  const directory = mkdtempSync(join(tmpdir(), 'blueprint-order-'));
  try {
    synthesizeAws(topologyWith([], file), { outdir: directory, flags: featureFlags() });
    const { artifacts } = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8'));
    const reach = (name: string, seen = new Set<string>()): Set<string> => {
      for (const next of artifacts[name].dependencies ?? []) if (!seen.has(next)) reach(next, seen.add(next));
      return seen;
    };
    return Object.entries<Json>(artifacts)
      .filter(([, { type }]) => type === 'aws:cloudformation:stack')
      .map(([name, { properties }]) => ({
        name,
        template: JSON.parse(readFileSync(join(directory, properties.templateFile), 'utf8')),
        waitsFor: reach(name),
      }));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const resources = (stack: Deployable, type: string): Json[] => Object.values<Json>(stack.template.Resources).filter((resource) => resource.Type === type);
const parametersOf = (stack: Deployable) =>
  Object.values<Json>(stack.template.Parameters ?? {})
    .filter(({ Type }) => Type.startsWith('AWS::SSM::Parameter::Value'))
    .map(({ Default }) => String(Default));

describe.each(topologies)('%s', (_, file) => {
  const stacks = deployables(file);
  const makers = new Map(
    stacks.flatMap((stack) => [
      ...resources(stack, 'AWS::SSM::Parameter').map(({ Properties }) => [Properties.Name, stack.name] as const),
      ...resources(stack, 'AWS::IAM::Role').flatMap(({ Properties }) =>
        typeof Properties.RoleName === 'string' ? [[Properties.RoleName, stack.name] as const] : [],
      ),
    ]),
  );

  it.each(stacks.map((stack) => [stack.name, stack] as const))('%s waits for every stack whose parameters it reads', (_name, stack) => {
    for (const parameter of parametersOf(stack)) {
      const maker = makers.get(parameter);
      if (maker !== undefined && maker !== stack.name) expect([parameter, [...stack.waitsFor]]).toEqual([parameter, expect.arrayContaining([maker])]);
    }
  });

  it.each(stacks.map((stack) => [stack.name, stack] as const))('%s waits for every stack whose roles it names', (_name, stack) => {
    const text = JSON.stringify(stack.template.Resources);
    for (const [role, maker] of makers) {
      if (maker === stack.name || role.startsWith('/') || !new RegExp(`["/]${role}"`).test(text)) continue;
      // A boundary exempts roles by name, whether they exist or not.
      if (/-aws-organization$/.test(stack.name)) continue;
      expect([role, [...stack.waitsFor]]).toEqual([role, expect.arrayContaining([maker])]);
    }
  });

  it('sets boundaries last', () => {
    const organization = stacks.find(({ name }) => name.endsWith('-aws-organization'));
    const others = stacks.filter((stack) => stack !== organization).map(({ name }) => name);
    if (organization !== undefined) expect([...organization.waitsFor]).toEqual(expect.arrayContaining(others));
  });

  it('never waits in a circle', () => {
    for (const { name, waitsFor } of stacks) expect(waitsFor).not.toContain(name);
  });
});

it('names every kind of stack, but budgets of Azure and what is at IBM, Cloudflare and Oracle, which need nothing here and nothing needs', () => {
  const named = new Set(deploymentOrder.flatMap(({ first, after }) => [...first, ...after]));
  expect(stackKinds.filter((kind) => !named.has(kind))).toEqual(['azure-finance', 'watsonx-runtime', 'cloudflare-workers-ai', 'oci-generative-ai']);
});

it('makes capacity wait for weights, and fleets for capacity', () => {
  const stacks = deployables('topology.yaml');
  const waits = (name: string) => [...(stacks.find((stack) => stack.name === name)?.waitsFor ?? [])];
  expect(waits('acme-prod-aws-capacity-eu-fleet')).toContain('acme-prod-aws-weights-eu-north-1');
  expect(waits('acme-prod-aws-weights-eu-north-1')).toContain('acme-supply-aws-weights-ingest-eu-north-1');
  expect(waits('acme-prod-aws-fleet-eu-fleet')).toContain('acme-prod-aws-capacity-eu-fleet');
});

it.each([
  ['topology.yaml', 'acme-search-google-vertex-grounding', ['acme-search-google-foundation-search', 'acme-search-google-search-grounding']],
  ['topology.yaml', 'acme-dev-azure-foundry-dev-foundry', ['acme-dev-azure-account', 'acme-dev-azure-network-foundry']],
  ['examples/azure-nodes.yaml', 'us-nd-gpu-azure-fleet-us-nd', ['us-nd-gpu-azure-account', 'us-nd-gpu-azure-network-gpu', 'us-nd-gpu-azure-weights-eastus']],
  ['examples/eu-gce.yaml', 'eu-gce-gpu-google-capacity-eu-gce', ['eu-gce-gpu-google-weights-europe-west4']],
])('%s: the module %s waits', (file, module, first) => {
  const directory = mkdtempSync(join(tmpdir(), 'blueprint-order-'));
  try {
    const loaded = topologyWith([], file);
    synthesizeTerraform(loaded, directory);
    const { stacks } = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8'));
    expect(stacks[module].dependencies).toEqual(expect.arrayContaining(first));
  } finally {
    rmSync(directory, { recursive: true });
  }
});

it('is the table that people read', () => {
  const cell = (kinds: readonly string[]) => kinds.map((kind) => `\`${kind}\``).join(', ');
  const rows = deploymentOrder.map(({ first, after, because }) => `| ${cell(first)} | ${cell(after)} | ${because} |`);
  const text = readFileSync('docs/operations.md', 'utf8');
  const table = text.slice(text.indexOf('## Order of deployment'), text.indexOf('## Before the first deployment'));
  expect(table.split('\n').filter((line) => line.startsWith('| `'))).toEqual(rows);
});
