import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { cacheDirectory, say } from './tools.js';

/**
 * Commits of the providers that can be built from the Go module proxy where no provider registry is reachable. Neither is the
 * pinned release: google lies two days after 8.0.0 and azurerm four days after 5.2.0, so they also show what a raise would break.
 */
const modules = {
  google: 'github.com/hashicorp/terraform-provider-google@v1.20.1-0.20260828184646-f3721fb45fa3',
  azurerm: 'github.com/hashicorp/terraform-provider-azurerm@v1.44.1-0.20260824201233-fae580791926',
} as const;
export type Provider = keyof typeof modules;
export const providers = Object.keys(modules) as readonly Provider[];

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
  return directory === undefined ? undefined : { ...inFolder(resolve(directory)), origin: directory };
}

/** Those of `BUILD_PROVIDERS`, such as `google,azurerm`, built from source; or why there are none. */
export function builtProviders(env: NodeJS.ProcessEnv): LocalProviders | { readonly missing: string } {
  const wanted = env['BUILD_PROVIDERS']?.split(',');
  if (wanted === undefined) return { missing: 'neither TF_PROVIDERS nor BUILD_PROVIDERS is set' };
  const directory = cacheDirectory('built-providers');
  const failures = providers.filter((name) => wanted.includes(name)).flatMap((name) => build(name, directory));
  const found = inFolder(directory);
  if (found.names.length === 0) return { missing: failures.join('; ') || `BUILD_PROVIDERS names none of ${providers.join(', ')}` };
  const missing = [...failures, ...providers.filter((name) => !wanted.includes(name)).map((name) => `BUILD_PROVIDERS does not name ${name}`)].join('; ');
  return { ...found, missing, origin: `built from ${found.names.map((name) => modules[name].split('-').at(-1)).join(' and ')}` };
}

function inFolder(directory: string): Pick<LocalProviders, 'names' | 'configuration'> {
  const names = providers.filter((name) => existsSync(binary(directory, name)));
  const configuration = join(cacheDirectory('terraform-configuration'), 'providers.tfrc');
  const overrides = names.map((name) => `    "hashicorp/${name}" = ${JSON.stringify(directory)}\n`).join('');
  writeFileSync(configuration, `provider_installation {\n  dev_overrides {\n${overrides}  }\n  direct {}\n}\n`);
  return { names, configuration };
}

/** Builds one provider with the Go toolchain; minutes the first time, nothing later. */
function build(name: Provider, directory: string): string[] {
  if (existsSync(binary(directory, name))) return [];
  say(`terraform-validate: building ${modules[name]}, once`);
  const { status, stderr, error } = spawnSync('go', ['install', '-trimpath', '-ldflags=-s -w', modules[name]], {
    encoding: 'utf8',
    timeout: 1_800_000,
    env: { ...process.env, GOBIN: directory },
  });
  return status === 0 ? [] : [`${name} cannot be built (${error?.message ?? stderr.trim().split('\n').at(-1)})`];
}

function binary(directory: string, name: Provider): string {
  return join(directory, `terraform-provider-${name}`);
}
