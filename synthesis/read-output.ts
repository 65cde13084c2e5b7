import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type GatewayZone, readZone } from '../evidence/gateway/zone.js';
import { cloudFormationStack, record, type SynthesizedStack, terraformStack } from '../evidence/synthesized/stack.js';
import { InputError } from '../topology/error.js';
import { blueprintFileName, readOrigins } from './blueprint-file.js';
import { filesIn } from './compare/output-files.js';
import { readJson } from './json-file.js';
import { readAssetList, readAssets } from './read-assets.js';

/** Stacks of a CloudFormation cloud assembly (`cdk.out`), in the order of their names. Paths are those of `index`. */
export function readCloudAssembly(directory: string, index = readOrigins(directory)): SynthesizedStack[] {
  const manifest = json(join(directory, 'manifest.json'));
  return Object.values(record(manifest['artifacts']))
    .map(record)
    .filter((artifact) => artifact['type'] === 'aws:cloudformation:stack')
    .map((artifact) => {
      const properties = record(artifact['properties']);
      const file = String(properties['templateFile']);
      const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(String(artifact['environment'])) ?? [];
      return cloudFormationStack(
        {
          name: String(properties['stackName'] ?? file.replace(/\.template\.json$/, '')),
          ...(account !== undefined && { account }),
          ...(region !== undefined && { region }),
          terminationProtection: properties['terminationProtection'] === true,
          assets: readAssets(join(directory, file)),
          deployment: { properties, ...readAssetList(join(directory, file)) },
        },
        json(join(directory, file)),
        index,
      );
    })
    .sort(byName);
}

/** Root modules of a Terraform output (`cdktf.out`), in the order of their names. Paths are those of `index`. */
export function readTerraformOutput(directory: string, index = readOrigins(directory)): SynthesizedStack[] {
  const stacks = join(directory, 'stacks');
  return (existsSync(stacks) ? readdirSync(stacks) : [])
    .sort()
    .filter((name) => existsSync(join(stacks, name, 'cdk.tf.json')))
    .map((name) => terraformStack(name, json(join(stacks, name, 'cdk.tf.json')), index));
}

/** Names of the stacks that an output says it holds; none where it does not say so readably. */
export function stackNamesIn(kind: OutputKind, directory: string): string[] {
  if (kind === 'gateway') return gatewayNamesIn(directory);
  if (kind === 'terraform') return existsSync(join(directory, 'stacks')) ? readdirSync(join(directory, 'stacks')).sort() : [];
  if (!existsSync(join(directory, 'manifest.json'))) return [];
  return Object.entries(record(json(join(directory, 'manifest.json'))['artifacts']))
    .filter(([, artifact]) => record(artifact)['type'] === 'aws:cloudformation:stack')
    .map(([name, artifact]) => String(record(record(artifact)['properties'])['stackName'] ?? name));
}

/** What kind of output a directory holds; it is an input error when it holds none. */
export function outputKind(directory: string): OutputKind {
  if (!existsSync(directory) || !statSync(directory).isDirectory()) {
    throw new InputError([{ message: `${directory}: no such directory. Allowed: a synthesized cdk.out, cdktf.out or gateway.out; run "npm run synth" first` }]);
  }
  const manifest = existsSync(join(directory, 'manifest.json')) ? json(join(directory, 'manifest.json')) : {};
  if (existsSync(join(directory, 'cdk.out')) || 'artifacts' in manifest) return 'aws';
  if (existsSync(join(directory, 'stacks')) || 'stacks' in manifest) return 'terraform';
  if (existsSync(join(directory, blueprintFileName))) return 'gateway';
  throw new InputError([
    { message: `${directory}: holds neither a cloud assembly (cdk.out), Terraform stacks (stacks/) nor files of a gateway (blueprint.json)` },
  ]);
}

/** What a directory that was synthesized holds. */
export type OutputKind = 'aws' | 'terraform' | 'gateway';

/** Whether a directory is one that files of gateways are published or refused in. */
export function isGatewayOutput(directory: string): boolean {
  return /^gateway\.(out|refused)$/.test(basename(directory));
}

/** Files of gateways by path: JSON as data, the rest as text. */
export function readGatewayFiles(directory: string): Record<string, unknown> {
  const files = filesIn(directory).filter(({ path, kind }) => kind === 'file' && path.includes('/'));
  return Object.fromEntries(
    files.map(({ path }) => [path, path.endsWith('.json') ? json(join(directory, path)) : readFileSync(join(directory, path), 'utf8')]),
  );
}

/** Zones of the gateways in an output, for rules: every file in the directory of a zone, as it stands. */
export function readGatewayZones(directory: string): GatewayZone[] {
  const found = filesIn(directory).filter(({ path, kind }) => kind === 'file' && path.includes('/'));
  const zones = [...new Set(found.map(({ path }) => path.split('/')[0] ?? path))].sort();
  return zones.map((zone) => {
    const own = found.filter(({ path }) => path.startsWith(`${zone}/`));
    const files = own.map(({ path }) => [path.slice(zone.length + 1), readFileSync(join(directory, path), 'utf8')] as const);
    return readZone({ zone, files: Object.fromEntries(files) });
  });
}

/** Topology and zone of each gateway, as its policy service is told. */
function gatewayNamesIn(directory: string): string[] {
  const zones = existsSync(directory) ? readdirSync(directory).filter((zone) => existsSync(join(directory, zone, 'policy.json'))) : [];
  return zones.sort().map((zone) => `${String(json(join(directory, zone, 'policy.json'))['topology'])}-gateway-${zone}`);
}

function json(file: string): Record<string, unknown> {
  return readJson(file, 'this is no complete output, synthesize again');
}

function byName(a: SynthesizedStack, b: SynthesizedStack): number {
  return a.name < b.name ? -1 : 1;
}
