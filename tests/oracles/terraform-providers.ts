import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { once } from '../support/once.js';
import { type Build, notWanted } from './builds.js';
import { copySources, registerServicesOf } from './provider-sources.js';
import { rootModules } from './root-modules.js';
import { cacheDirectory, say } from './tools.js';

/**
 * Versions of the providers that can be built from the Go module proxy where no provider registry is reachable. None is the
 * pinned release: google lies two days after 8.0.0 and azurerm four days after 5.2.0, so they also show what a raise would break. Of azapi only 1.15.0 can be had.
 */
const modules = {
  google: { path: 'github.com/hashicorp/terraform-provider-google', version: 'v1.20.1-0.20260828184646-f3721fb45fa3' },
  azurerm: { path: 'github.com/hashicorp/terraform-provider-azurerm', version: 'v1.44.1-0.20260824201233-fae580791926' },
  azapi: { path: 'github.com/Azure/terraform-provider-azapi', version: 'v1.15.0' },
} as const;
export type Provider = keyof typeof modules;
export const providers = Object.keys(modules) as readonly Provider[];
const sources: Readonly<Record<Provider, string>> = { google: 'hashicorp/google', azurerm: 'hashicorp/azurerm', azapi: 'Azure/azapi' };

/** Real providers on this machine. */
export interface LocalProviders {
  readonly names: readonly Provider[];
  /** Where they came from, for the verdict. */
  readonly origin: string;
  /** Terraform CLI configuration that uses them, whatever version a module asks for. */
  readonly configuration: string;
  /** Why others are not there, where that is known. */
  readonly missing?: string;
}

/** Providers in the folder that `TF_PROVIDERS` names. */
export function givenProviders(env: NodeJS.ProcessEnv): LocalProviders | undefined {
  const directory = env['TF_PROVIDERS'];
  return directory === undefined ? undefined : { ...inFolders(() => resolve(directory)), origin: directory };
}

/** Those built from source, now where they are wanted or earlier; or why there are none. */
export function builtProviders(builds: readonly Build[]): LocalProviders | { readonly missing: string } {
  const problems = providers.flatMap((name) => {
    if (existsSync(binary(folderOf(name), name))) return [];
    return builds.includes(name) ? build(name) : [notWanted(name)];
  });
  const found = inFolders(folderOf);
  if (found.names.length === 0) return { missing: problems.join('; ') };
  return { ...found, ...(problems.length > 0 && { missing: problems.join('; ') }), origin: `built from ${found.names.map(commitOf).join(' and ')}` };
}

function inFolders(folder: (name: Provider) => string): Pick<LocalProviders, 'names' | 'configuration'> {
  const names = providers.filter((name) => existsSync(binary(folder(name), name)));
  const configuration = join(cacheDirectory('terraform-configuration'), 'providers.tfrc');
  const overrides = names.map((name) => `    "${sources[name]}" = ${JSON.stringify(folder(name))}\n`).join('');
  writeFileSync(configuration, `provider_installation {\n  dev_overrides {\n${overrides}  }\n  direct {}\n}\n`);
  return { names, configuration };
}

/** Builds one provider with the Go toolchain, which takes minutes: from a copy of its sources, with the versions and checksums of what it requires that are in them. */
function build(name: Provider): string[] {
  const { path, version } = modules[name];
  say(`building ${path} ${version}, once`);
  const directory = mkdtempSync(join(tmpdir(), 'blueprint-build-'));
  try {
    const { Dir } = JSON.parse(go(directory, ['mod', 'download', '-json', `${path}@${version}`])) as { readonly Dir: string };
    copySources(Dir, directory);
    if (name === 'google') registerServicesOf(googleTypes(), directory);
    // A folder of vendored packages comes without its packages.
    const flags = ['-mod=readonly', '-trimpath', '-ldflags=-s -w', ...descriptive(path).map((packages) => `-gcflags=${packages}/...=-N -l`)];
    go(directory, ['build', ...flags, '-o', binary(folderOf(name), name), '.']);
    return [];
  } catch (error) {
    return [`${name} cannot be built (${error instanceof Error ? error.message : error})`];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function go(directory: string, args: readonly string[]): string {
  // The compiler collects its garbage less often.
  const { status, stdout, stderr, error } = spawnSync('go', args, {
    encoding: 'utf8',
    timeout: 3_600_000,
    cwd: directory,
    env: { GOGC: '400', ...process.env },
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(error?.message ?? stderr.trim().split('\n').at(-1));
  return stdout;
}

/** Types of Google's resources and data in all root modules, sorted. */
const googleTypes = once((): string[] => {
  const documents = rootModules().map(({ directory }) => JSON.parse(readFileSync(join(directory, 'cdk.tf.json'), 'utf8')));
  const all = documents.flatMap(({ resource, data }) => [...Object.keys(resource ?? {}), ...Object.keys(data ?? {})]);
  return [...new Set(all)].filter((type) => type.startsWith('google_')).sort();
});

/**
 * Packages that hold descriptions of resources and clients of APIs, which are most of what is compiled and little of what runs: they are built without optimization. With
 * what they stand on optimized, Google's builds in four fifths of the time and judges as fast.
 */
const descriptive = (path: string) => [path, 'google.golang.org', 'cloud.google.com', 'github.com/hashicorp/go-azure-sdk', 'github.com/Azure'];

/** A folder for each commit or release, and for what of Google's is built: a binary of another one is not taken for it. */
function folderOf(name: Provider): string {
  const part = name === 'google' ? `-${createHash('sha256').update(googleTypes().join()).digest('hex').slice(0, 8)}` : '';
  return cacheDirectory(`provider-${name}-${commitOf(name)}${part}`);
}

function commitOf(name: Provider): string {
  return modules[name].version.split('-').at(-1) ?? '';
}

function binary(directory: string, name: Provider): string {
  return join(directory, `terraform-provider-${name}`);
}
